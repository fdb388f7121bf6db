namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>The stored answer to an earlier request with the same key.</summary>
public sealed class ReplayedAnswer(StoredAnswer answer) : IResult
{
    public const string Header = "Idempotent-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[Header] = "true";
        return answer.WriteToAsync(httpContext.Response);
    }
}
