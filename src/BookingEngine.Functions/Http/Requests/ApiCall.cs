using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Idempotency;
using NodaTime;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>One admitted request on its way through a function.</summary>
public sealed record ApiCall(HttpRequest Request, Caller? SignedIn, Instant Now, Guid Id, string CorrelationId, CancellationToken Cancellation)
{
    /// <summary>The caller of a route whose policy asks for a token.</summary>
    public Caller Caller => SignedIn ?? throw new InvalidOperationException("The route's policy asks for no token.");

    /// <summary>The idempotency key that it holds; null where it came with none.</summary>
    public IdempotencyLease? Held { get; init; }

    public CommandContext Command => new(Held?.CommitId ?? new CommitId(Id), Now, SignedIn?.UserId.ToString(), CorrelationId)
    {
        Attempt = Held?.Attempt,
    };
}
