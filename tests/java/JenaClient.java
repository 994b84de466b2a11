import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;

/** Asks an endpoint for rows, a graph, and whether something is so: ENDPOINT SELECT CONSTRUCT ASK */
class JenaClient {
  public static void main(String[] asked) {
    try (var execution = QueryExecution.service(asked[0], asked[1])) {
      ResultSetFormatter.outputAsCSV(System.out, execution.execSelect());
    }
    try (var execution = QueryExecution.service(asked[0], asked[2])) {
      Model graph = execution.execConstruct();
      System.out.println(graph.size());
    }
    try (var execution = QueryExecution.service(asked[0], asked[3])) {
      System.out.println(execution.execAsk());
    }
  }
}
