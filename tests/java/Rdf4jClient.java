import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;

/** Asks an endpoint for rows, a graph, and whether something is so: ENDPOINT SELECT CONSTRUCT ASK */
class Rdf4jClient {
  public static void main(String[] asked) {
    var repository = new SPARQLRepository(asked[0]);
    try (var connection = repository.getConnection()) {
      try (var rows = connection.prepareTupleQuery(asked[1]).evaluate()) {
        String name = rows.getBindingNames().get(0);
        System.out.println(name);
        for (var row : rows) {
          System.out.println(row.getValue(name).stringValue());
        }
      }
      try (var graph = connection.prepareGraphQuery(asked[2]).evaluate()) {
        System.out.println(graph.stream().count());
      }
      System.out.println(connection.prepareBooleanQuery(asked[3]).evaluate());
    }
    repository.shutDown();
  }
}
