using System.Security.Cryptography;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>Executes a request with an <c>Idempotency-Key</c> only once. Each repetition gets the first answer. Only for routes of signed-in
/// callers, because a key belongs to one caller and one route.</summary>
public sealed class IdempotencyGate(IdempotentRequests requests, TimeProvider time, ILogger<IdempotencyGate> logger)
{
    public const string Header = "Idempotency-Key";
    public const int MaximumKeyLength = 255;

    // Less than the limit of every store, also with its quotation marks escaped. Longer answers are not stored: the request runs again, and finds what it did.
    private const int MaximumAnswer = 512 * 1024;
    private static readonly Duration LongestHint = Duration.FromSeconds(5);

    public static Problem InUse(Duration wait) => new(
        StatusCodes.Status409Conflict, "idempotency_key_in_use",
        "A request with this Idempotency-Key is still running. Send it again in a moment to get its answer.")
    {
        Header = ("Retry-After", $"{Math.Max(1, (int)Math.Ceiling(Duration.Min(wait, LongestHint).TotalSeconds))}"),
    };

    public static Problem Reused { get; } = new(
        StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
        "This Idempotency-Key was used for another request. Use a new key for each request.");

    public static Problem Malformed { get; } = RequestProblems.InvalidFields(new Dictionary<string, List<string>>
    {
        [Header] = [$"must be given once, as 1 to {MaximumKeyLength} printable ASCII characters"],
    });

    /// <param name="scope">From the route's policy.</param>
    /// <param name="recheck">Asks the rights to the stored answer again, because the caller may have lost them. Null if the route's policy has done so.</param>
    public async Task<IResult> RunAsync(
        string scope, ApiCall call, Func<ApiCall, Task<IResult>> answer, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck = null)
    {
        if (!call.Request.Headers.TryGetValue(Header, out var given))
        {
            return await answer(call);
        }

        if (KeyOf(given) is not { } key)
        {
            return Malformed;
        }

        var (body, problem) = await BodyReader.ReadAsync(call.Request, call.Cancellation);
        if (body is null)
        {
            return problem!;
        }

        var request = RequestOf($"{call.Caller.UserId} {scope} {key}", call.Request, body);
        var now = time.Now(); // not the call's time: the body may have arrived slowly, and the lease begins now
        var started = await requests.BeginAsync(request, call.Id, now, call.Cancellation);
        return started.Kind switch
        {
            IdempotencyResultKind.Attempt => await AttemptAsync(started.Lease!, call with { Lease = started.Lease, Now = now }, answer),
            IdempotencyResultKind.Answered => await ReplayAsync(StoredAnswer.Read(started.Answer!), call, recheck),
            IdempotencyResultKind.Differs => Reused,
            _ => InUse(started.Wait),
        };
    }

    private static async Task<IResult> ReplayAsync(StoredAnswer stored, ApiCall call, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck) =>
        recheck is not null && IsSuccess(stored.Status) && await recheck(call, stored) is { } refused ? refused : new ReplayedAnswer(stored);

    private async Task<IResult> AttemptAsync(IdempotencyLease lease, ApiCall call, Func<ApiCall, Task<IResult>> answer)
    {
        IResult result;
        CapturedAnswer captured;
        try
        {
            result = await answer(call);
            captured = await CapturedAnswer.OfAsync(result, call.Request.HttpContext);
        }
        catch
        {
            await TryAsync(call, () => requests.ReleaseAsync(lease, time.Now()));
            throw;
        }

        var isStored = IsStored(result, call.Request.HttpContext.Response.StatusCode) && captured.Length <= MaximumAnswer;
        return isStored ? await StoreAsync(lease, call, captured) : await ForgetAsync(lease, call, captured);
    }

    private async Task<IResult> StoreAsync(IdempotencyLease lease, ApiCall call, CapturedAnswer captured)
    {
        var (response, isRecorded) = (call.Request.HttpContext.Response, true);
        await TryAsync(call, async () => isRecorded = await requests.AnswerAsync(lease, captured.Store(response).Write()));
        if (isRecorded || IsSuccess(response.StatusCode))
        {
            return captured; // any other attempt finds the recorded success, too
        }

        CapturedAnswer.Withdraw(response);
        return InUse(LongestHint);
    }

    private async Task<IResult> ForgetAsync(IdempotencyLease lease, ApiCall call, CapturedAnswer captured)
    {
        var didNothing = call.Request.HttpContext.Response.StatusCode is >= 400 and < 500;
        await TryAsync(call, () => didNothing ? requests.DeleteAsync(lease, time.Now()) : requests.ReleaseAsync(lease, time.Now()));
        return captured;
    }

    // Best effort: on failure the next request with this key recovers the outcome from the events.
    private async Task TryAsync(ApiCall call, Func<Task> update)
    {
        try
        {
            await update();
        }
        catch (StoreUnavailableException e)
        {
            logger.ResultNotSaved(call.CorrelationId, e);
        }
    }

    private static bool IsStored(IResult result, int status) => result is Problem problem
        ? problem is { Status: StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity, Errors: null }
        : IsSuccess(status);

    private static bool IsSuccess(int status) => status is >= 200 and < 300;

    private static string? KeyOf(StringValues given) =>
        given is [{ Length: > 0 and <= MaximumKeyLength } key] && key.All(c => c is >= ' ' and <= '~') ? key : null;

    // Requests are equal if their queries are equal as sent, and their bodies by JSON value, or by bytes if they are not JSON.
    private static IdempotentRequest RequestOf(string scope, HttpRequest request, MemoryStream body)
    {
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var address = $"{request.Path}{request.QueryString}";
        return new(
            scope, $"{address} {Convert.ToHexString(SHA256.HashData(CanonicalJson.TryWrite(bytes) ?? bytes.Span))}",
            $"{address} {Convert.ToHexString(SHA256.HashData(bytes.Span))}");
    }
}
