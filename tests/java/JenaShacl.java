import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;

/** Validates each FILE against SHAPES and writes the report into FILE.jena.nt: SHAPES FILE... */
class JenaShacl {
  public static void main(String[] names) throws Exception {
    Shapes shapes = Shapes.parse(RDFDataMgr.loadGraph(names[0]));
    for (int i = 1; i < names.length; i++) {
      var report = ShaclValidator.get().validate(shapes, RDFDataMgr.loadGraph(names[i]));
      try (var out = Files.newOutputStream(Path.of(names[i] + ".jena.nt"))) {
        RDFDataMgr.write(out, report.getGraph(), Lang.NTRIPLES);
      }
    }
  }
}
