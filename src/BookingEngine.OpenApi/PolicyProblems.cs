using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.OpenApi;

/// <summary>The problems that follow from a function's policy.</summary>
public static class PolicyProblems
{
    /// <summary>Of all functions. Their examples are shared.</summary>
    public static IReadOnlySet<Problem> Shared { get; } = DocumentedFunction.All.SelectMany(f => Of(f.Policy)).ToHashSet();

    public static IEnumerable<Problem> Of(Policy policy) =>
    [
        .. policy.NeedsKey ? new[] { Problems.InvalidKey, Problems.Unavailable } : [],
        .. policy.Limit is { } limit ? new[] { TooMany(limit) } : [],
        .. policy.NeedsToken || policy.TakesToken ? new[] { Problems.InvalidToken } : [],
        .. (policy.NeedsToken || policy.TakesToken) && !policy.IsForEnrolment ? new[] { Problems.SecondFactorMissing } : [],
        .. policy.Roles.Count > 0 ? new[] { Problems.MissingRole } : [],
        .. policy.IdempotencyScope is not null ? new[] { IdempotencyGate.InUse(Duration.FromSeconds(5)), IdempotencyGate.Reused } : [],
        Problems.Internal,
    ];

    private static Problem TooMany(RateLimitName limit) =>
        LimitGate.Refusal(new LimitState(limit, RateLimitRule.Defaults[limit], 0, Duration.FromSeconds(42), IsExceeded: true));
}
