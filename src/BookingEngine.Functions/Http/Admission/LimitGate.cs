using System.Collections.Frozen;
using System.Globalization;
using BookingEngine.Infrastructure.Configuration;
using NodaTime;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Counts a request against its route's limit per client address. Headers tell the client what is left
/// (draft-ietf-httpapi-ratelimit-headers-10).</summary>
public sealed class LimitGate(RateLimits limits, ClientAddress address)
{
    private static readonly FrozenDictionary<RateLimitName, string> Policies = Enum.GetValues<RateLimitName>().ToFrozenDictionary(
        name => name, name => LimitSettings.VariableOf(name)["RATE_LIMIT_".Length..].ToLowerInvariant());

    /// <summary>Null if the request is within the limit.</summary>
    public async Task<Problem?> CheckAsync(RateLimitName? name, HttpRequest request, Instant now, CancellationToken cancellation)
    {
        if (name is not { } limit || !limits.IsOn(limit) || await limits.CountAsync(limit, address.NetworkOf(request), now, cancellation) is not { } state)
        {
            return null;
        }

        var headers = request.HttpContext.Response.Headers;
        var policy = Policies[limit];
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{policy}\";q={state.Rule.Quota};w={(long)state.Rule.Window.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={state.Remaining};t={Seconds(state.Resets)}");
        return state.IsExceeded ? Refusal(state) : null;
    }

    public static Problem Refusal(LimitState state)
    {
        var seconds = Seconds(state.Resets).ToString(CultureInfo.InvariantCulture);
        return new Problem(StatusCodes.Status429TooManyRequests, "too_many_requests", $"Too many requests. Try again in {seconds} seconds.")
        {
            Header = ("Retry-After", seconds),
        };
    }

    private static long Seconds(Duration duration) => Math.Max(1, (long)Math.Ceiling(duration.TotalSeconds));
}
