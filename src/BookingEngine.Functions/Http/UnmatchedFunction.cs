namespace BookingEngine.Functions.Http;

/// <summary>Answers requests that no other route matches, such as preflights. Its name sorts last, because the host uses the first matching
/// route in the order of the functions' names.</summary>
public sealed class UnmatchedFunction(HttpEdge edge, Cors cors) : IHttpFunction
{
    public static string Name => "Unmatched";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("ZUnmatched")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", "trace", Route = "{*path}")]
        HttpRequest request,
        FunctionContext context) =>
        edge.RunAsync<UnmatchedFunction>(request, context, call => Task.FromResult(Answer(call.Request)));

    private IResult Answer(HttpRequest request)
    {
        var methods = RouteTable.MethodsAt(request.Path);
        return cors.AnswerPreflight(request, methods)
            ?? (methods.Count > 0 ? Problems.MethodNotAllowed(request.Method, string.Join(", ", methods)) : Problems.NotFound);
    }
}
