using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The problems that come of a function's policy alone.</summary>
public static class PolicyProblems
{
    /// <summary>Those of all functions: their examples are the same wherever they are answered.</summary>
    public static IReadOnlySet<Problem> Shared { get; } = OperationGroups.All.SelectMany(g => g.Operations)
        .SelectMany(o => Of(DocumentedFunction.All.First(f => f.Type == o.Function).Policy)).ToHashSet();

    public static IEnumerable<Problem> Of(Policy policy)
    {
        if (policy.NeedsKey)
        {
            yield return Problems.InvalidKey;
            yield return Problems.Unavailable;
        }

        if (policy.Limit is { } limit)
        {
            yield return TooMany(limit);
        }

        if (policy.NeedsToken)
        {
            yield return Problems.InvalidToken;
        }

        if (policy.Roles.Count > 0)
        {
            yield return Problems.MissingRole;
        }

        if (policy.IdempotencyScope is not null)
        {
            yield return IdempotencyGate.InUse(Duration.FromSeconds(5));
            yield return IdempotencyGate.Reused;
        }

        yield return Problems.Internal;
    }

    private static Problem TooMany(RateLimitName limit) =>
        LimitGate.Refusal(new LimitState(limit, RateLimitRule.Defaults[limit], 0, Duration.FromSeconds(42), IsExceeded: true));
}
