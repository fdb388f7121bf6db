using System.Security.Cryptography;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>Carries out a request with an <c>Idempotency-Key</c> once, however often it is sent, and gives its answer each time. For routes
/// of signed-in callers: a key is one caller's and one route's.</summary>
public sealed class IdempotencyGate(IdempotentRequests requests, TimeProvider time, ILogger<IdempotencyGate> logger)
{
    public const string Header = "Idempotency-Key";
    public const int MaximumKeyLength = 255;

    // Far over what any creating route answers, and under what every store takes; a longer answer is given and not kept.
    private const int MaximumAnswer = 256 * 1024;
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

    /// <param name="scope">The route's, from its policy.</param>
    public async Task<IResult> RunAsync(string scope, ApiCall call, Func<ApiCall, Task<IResult>> answer)
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
        var now = time.Now(); // the body may have been long on its way, and the lease begins now
        var begun = await requests.BeginAsync(request, call.Id, now, call.Cancellation);
        return begun.Kind switch
        {
            IdempotencyResultKind.Attempt => await AttemptAsync(begun.Lease!, call with { Held = begun.Lease, Now = now }, answer),
            IdempotencyResultKind.Answered => new ReplayedAnswer(StoredAnswer.Read(begun.Answer!)),
            IdempotencyResultKind.Differs => Reused,
            _ => InUse(begun.Wait),
        };
    }

    private async Task<IResult> AttemptAsync(IdempotencyLease held, ApiCall call, Func<ApiCall, Task<IResult>> answer)
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
            await TryAsync(call, () => requests.ReleaseAsync(held, time.Now()));
            throw;
        }

        var isRemembered = IsRemembered(result, call.Request.HttpContext.Response.StatusCode) && captured.Length <= MaximumAnswer;
        return isRemembered ? await RememberAsync(held, call, captured) : await LetGoAsync(held, call, captured);
    }

    private async Task<IResult> RememberAsync(IdempotencyLease held, ApiCall call, CapturedAnswer captured)
    {
        var (response, isTheAnswer) = (call.Request.HttpContext.Response, true);
        await TryAsync(call, async () => isTheAnswer = await requests.AnswerAsync(held, captured.Store(response).Write()));
        if (isTheAnswer || IsSuccess(response.StatusCode))
        {
            return captured; // a success is what was recorded, and what any other attempt answers with
        }

        CapturedAnswer.Withdraw(response);
        return InUse(LongestHint);
    }

    private async Task<IResult> LetGoAsync(IdempotencyLease held, ApiCall call, CapturedAnswer captured)
    {
        var didNothing = call.Request.HttpContext.Response.StatusCode is >= 400 and < 500;
        await TryAsync(call, () => didNothing ? requests.DeleteAsync(held, time.Now()) : requests.ReleaseAsync(held, time.Now()));
        return captured;
    }

    // Best effort: on failure the next request with this key recovers the outcome from the events.
    private async Task TryAsync(ApiCall call, Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (StoreUnavailableException e)
        {
            logger.KeyNotNoted(call.CorrelationId, e);
        }
    }

    private static bool IsRemembered(IResult result, int status) => result is Problem problem
        ? problem is { Status: StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity, Errors: null }
        : IsSuccess(status);

    private static bool IsSuccess(int status) => status is >= 200 and < 300;

    private static string? KeyOf(StringValues given) =>
        given is [{ Length: > 0 and <= MaximumKeyLength } key] && key.All(c => c is >= ' ' and <= '~') ? key : null;

    // The query counts as it was sent, a body by its JSON value, and one that is no JSON by its bytes.
    private static IdempotentRequest RequestOf(string scope, HttpRequest request, MemoryStream body)
    {
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var address = $"{request.Path}{request.QueryString}";
        return new(
            scope, $"{address} {Convert.ToHexString(SHA256.HashData(CanonicalJson.TryWrite(bytes) ?? bytes.Span))}",
            $"{address} {Convert.ToHexString(SHA256.HashData(bytes.Span))}");
    }
}
