import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.topbraid.shacl.validation.ValidationUtil;

/** Validates each FILE against SHAPES and writes the report into FILE.topbraid.nt: SHAPES FILE... */
class TopBraidShacl {
  public static void main(String[] names) throws Exception {
    for (int i = 1; i < names.length; i++) {
      var shapes = RDFDataMgr.loadModel(names[0]);
      var report = ValidationUtil.validateModel(RDFDataMgr.loadModel(names[i]), shapes, false);
      try (var out = Files.newOutputStream(Path.of(names[i] + ".topbraid.nt"))) {
        RDFDataMgr.write(out, report.getModel(), Lang.NTRIPLES);
      }
    }
  }
}
