using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Functions.Http;

/// <summary>One admitted request on its way through a function.</summary>
public sealed record ApiCall(HttpRequest Request, Caller? SignedIn, Instant Now, Guid Id, string CorrelationId, CancellationToken Cancellation)
{
    /// <summary>The caller of a route whose policy asks for a token.</summary>
    public Caller Caller => SignedIn ?? throw new InvalidOperationException("The route's policy asks for no token.");

    public CommandContext Command => new(new CommitId(Id), Now, SignedIn?.UserId.ToString(), CorrelationId);
}
