import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;

/** Writes the triples that Jena reads in each FILE into FILE.jena.nt; a warning is an error. */
class Triples {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      Graph graph = RDFParser.source(Path.of(file))
          .checking(true)
          .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
          .toGraph();
      try (var out = Files.newOutputStream(Path.of(file + ".jena.nt"))) {
        RDFDataMgr.write(out, graph, Lang.NTRIPLES);
      }
    }
  }
}
