import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.rdf4j.common.exception.ValidationException;
import org.eclipse.rdf4j.model.Model;
import org.eclipse.rdf4j.model.impl.LinkedHashModel;
import org.eclipse.rdf4j.model.vocabulary.RDF4J;
import org.eclipse.rdf4j.repository.RepositoryException;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.sail.memory.MemoryStore;
import org.eclipse.rdf4j.sail.shacl.ShaclSail;

/** Adds each FILE to a store with SHAPES and writes the report into FILE.rdf4j.nt: SHAPES FILE... */
class Rdf4jShacl {
  public static void main(String[] names) throws Exception {
    for (int i = 1; i < names.length; i++) {
      try (var out = Files.newOutputStream(Path.of(names[i] + ".rdf4j.nt"))) {
        Rio.write(report(new File(names[0]), new File(names[i])), out, RDFFormat.NTRIPLES);
      }
    }
  }

  static Model report(File shapes, File data) throws Exception {
    var sail = new ShaclSail(new MemoryStore());
    sail.setValidationResultsLimitTotal(-1);
    sail.setValidationResultsLimitPerConstraint(-1);
    var repository = new SailRepository(sail);
    try (var connection = repository.getConnection()) {
      connection.begin();
      connection.add(shapes, RDFFormat.TURTLE, RDF4J.SHACL_SHAPE_GRAPH);
      connection.commit();
      connection.begin(ShaclSail.TransactionSettings.ValidationApproach.Bulk);
      connection.add(data, RDFFormat.NTRIPLES);
      connection.commit();
      return new LinkedHashModel();
    } catch (RepositoryException error) {
      if (error.getCause() instanceof ValidationException refused) {
        return refused.validationReportAsModel();
      }
      throw error;
    } finally {
      repository.shutDown();
    }
  }
}
