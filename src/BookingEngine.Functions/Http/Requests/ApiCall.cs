using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Idempotency;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>One request to a function.</summary>
public sealed record ApiCall(HttpRequest Request, Caller? SignedIn, Instant Now, Guid Id, string CorrelationId, CancellationToken Cancellation)
{
    /// <summary>The caller, on routes whose policy needs a token.</summary>
    public Caller Caller => SignedIn ?? throw new InvalidOperationException("The route's policy needs no token.");

    /// <summary>The lease on its idempotency key. Null if it has no key.</summary>
    public IdempotencyLease? Lease { get; init; }

    /// <summary>What the request has read.</summary>
    public RequestDocuments Documents { get; init; } = new();

    public CommandContext Command => new(Lease?.CommitId ?? new CommitId(Id), Now, SignedIn?.UserId.ToString(), CorrelationId)
    {
        Attempt = Lease?.Attempt,
        Documents = Documents,
    };
}
