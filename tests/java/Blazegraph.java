import com.bigdata.rdf.sail.BigdataSail;
import com.bigdata.rdf.sail.BigdataSailRepository;
import com.bigdata.rdf.store.AbstractTripleStore;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.openrdf.query.BooleanQuery;
import org.openrdf.query.GraphQuery;
import org.openrdf.query.QueryLanguage;
import org.openrdf.query.TupleQuery;
import org.openrdf.query.resultio.sparqljson.SPARQLBooleanJSONWriter;
import org.openrdf.query.resultio.sparqljson.SPARQLResultsJSONWriter;
import org.openrdf.rio.RDFFormat;
import org.openrdf.rio.ntriples.NTriplesWriter;

/** Loads a TriG file, prints how many quads it has, and writes each answer: TRIG QUERY... */
class Blazegraph {
  public static void main(String[] files) throws Exception {
    var settings = new Properties();
    settings.setProperty(BigdataSail.Options.TRUTH_MAINTENANCE, "false");
    settings.setProperty(AbstractTripleStore.Options.QUADS, "true");
    settings.setProperty(
        AbstractTripleStore.Options.AXIOMS_CLASS, "com.bigdata.rdf.axioms.NoAxioms");
    settings.setProperty("com.bigdata.journal.AbstractJournal.bufferMode", "MemStore");
    var repository = new BigdataSailRepository(new BigdataSail(settings));
    repository.initialize();
    var connection = repository.getConnection();
    connection.begin();
    connection.add(new File(files[0]), "", RDFFormat.TRIG);
    connection.commit();
    System.out.println("quads: " + connection.size());
    for (int i = 1; i < files.length; i++) {
      var text = Files.readString(Path.of(files[i]));
      var query = connection.prepareQuery(QueryLanguage.SPARQL, text);
      try (var out = Files.newOutputStream(Path.of(files[i] + ".answer"))) {
        if (query instanceof TupleQuery rows) {
          rows.evaluate(new SPARQLResultsJSONWriter(out));
        } else if (query instanceof GraphQuery graph) {
          graph.evaluate(new NTriplesWriter(out));
        } else if (query instanceof BooleanQuery truth) {
          new SPARQLBooleanJSONWriter(out).handleBoolean(truth.evaluate());
        }
      }
    }
    System.exit(0); // its threads go on
  }
}
