using BookingEngine.Privacy;
using BookingEngine.Telemetry;
using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Logs and counts what a watchful operator wants to know. A client address and an account are keyed hashes: the same in all lines, and nothing
/// without the deployment's lookup key.</summary>
public sealed class SecurityEvents(ClientAddress address, LookupKey lookup, ILogger<SecurityEvents> logger)
{
    private const int SealedLength = 16;

    public async Task KeyRefusedAsync(ApiCall call, string function)
    {
        Count("key_refused");
        logger.KeyRefused(function, await FromAsync(call), call.CorrelationId);
    }

    public async Task RightRefusedAsync(ApiCall call, string function, UserId user, string code)
    {
        Count("right_refused");
        logger.RightRefused(function, user.Value, code, await FromAsync(call), call.CorrelationId);
    }

    /// <param name="username">The mail address, or what was sent instead.</param>
    public async Task SignInFailedAsync(ApiCall call, string username, string code)
    {
        Count("sign_in_failed");
        logger.SignInFailed(await AccountAsync(username, call), code, await FromAsync(call), call.CorrelationId);
    }

    /// <param name="username">Null if it was not read: the client address had too many.</param>
    public async Task SignInThrottledAsync(ApiCall call, string? username)
    {
        Count("sign_in_throttled");
        logger.SignInThrottled(username is null ? "-" : await AccountAsync(username, call), await FromAsync(call), call.CorrelationId);
    }

    /// <param name="token">What was used again, such as <c>refresh token</c>.</param>
    public async Task ReplayedAsync(ApiCall call, string function, string token)
    {
        Count("replayed");
        logger.Replayed(function, token, await FromAsync(call), call.CorrelationId);
    }

    private static void Count(string name) => EngineTelemetry.SecurityEvents.Add(1, new KeyValuePair<string, object?>("event", name));

    private Task<string> FromAsync(ApiCall call) => SealAsync($"log address {address.Of(call.Request)}", call);

    private Task<string> AccountAsync(string username, ApiCall call) =>
        SealAsync($"log account {EmailAddress.TryParseKnown(username)?.Canonical ?? username}", call);

    private async Task<string> SealAsync(string text, ApiCall call) => (await lookup.HashAsync(text, call.Cancellation))[..SealedLength];
}
