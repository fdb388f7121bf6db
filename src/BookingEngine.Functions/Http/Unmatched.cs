using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Http;

/// <summary>Answers what no other route does. Its name sorts last, because the host takes the first route that matches in the order of
/// the functions' names.</summary>
public sealed class Unmatched(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("ZUnmatched")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", "trace", Route = "{*path}")]
        HttpRequest request,
        FunctionContext context) =>
        edge.RunAsync<Unmatched>(request, context, call => Task.FromResult<IResult>(Answer(call.Request)));

    private static Problem Answer(HttpRequest request) => RouteTable.MethodsAt(request.Path) is { Count: > 0 } methods
        ? Problems.MethodNotAllowed(request.Method, string.Join(", ", methods))
        : Problems.NotFound;
}
