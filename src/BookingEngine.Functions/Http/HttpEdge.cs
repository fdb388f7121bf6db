using System.Diagnostics;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Ports;
using BookingEngine.Telemetry;

namespace BookingEngine.Functions.Http;

/// <summary>The outermost layer of every HTTP function, the same in both hosts: correlation, admission by policy, the answer, and error
/// handling. It executes the result itself, so that no answer passes through the worker's channel and no exception leaves a
/// function. The worker would turn an exception into an empty 200.</summary>
public sealed class HttpEdge(
    ApiKey key, LimitGate limits, BearerToken bearer, IdempotencyGate idempotency, SecurityHeaders security, SecurityEvents events, Cors cors, IIds ids, TimeProvider time,
    ILogger<HttpEdge> logger)
{
    /// <param name="recheck">Asks the rights to a stored answer again, for routes whose policy does not say it all. Null if it does.</param>
    /// <param name="early">Begins reads that the answer needs, while the caller's session is read. Only for a token that is not forged.</param>
    public async Task RunAsync<TFunction>(
        HttpRequest request, FunctionContext context, Func<ApiCall, Task<IResult>> answer, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck = null,
        Action<ApiCall>? early = null)
        where TFunction : IHttpFunction
    {
        var (function, started, id) = (TFunction.Name, Stopwatch.GetTimestamp(), ids.Next());
        using var activity = EngineTelemetry.StartRequest(function, RequestTrace.ParentOf(request, context.TraceContext));
        var call = new ApiCall(request, null, time.Now(), id, Correlation.Of(request, id), context.CancellationToken);
        activity?.SetTag("correlation_id", call.CorrelationId); // the log has it too
        var response = request.HttpContext.Response;
        response.Headers[Correlation.Header] = call.CorrelationId;
        security.Apply(response.Headers);
        cors.Apply(request, response.Headers);
        await AnswerAsync(function, TFunction.Policy, call, answer, recheck, early);
        EngineTelemetry.Requests.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds, new("function", function), new("status", response.StatusCode));
        await BodyReader.SkipRestAsync(request.HttpContext, call.Cancellation);
    }

    private async Task AnswerAsync(
        string function, Policy policy, ApiCall call, Func<ApiCall, Task<IResult>> answer, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck,
        Action<ApiCall>? early)
    {
        var http = call.Request.HttpContext;
        try
        {
            var result = await AdmitAsync(function, policy, call, answer, recheck, early);
            await result.ExecuteAsync(http);
            logger.Answered(function, http.Response.StatusCode, call.CorrelationId);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested || http.RequestAborted.IsCancellationRequested)
        {
            logger.CallerLeft(function, call.CorrelationId);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await Translate(e, function, call.CorrelationId).ExecuteAsync(http);
        }
        catch (Exception e)
        {
            logger.Failed(function, call.CorrelationId, e);
            http.Abort(); // a part of the answer is sent, so the client must see that it is incomplete
        }
    }

    private async Task<IResult> AdmitAsync(
        string function, Policy policy, ApiCall call, Func<ApiCall, Task<IResult>> answer, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck,
        Action<ApiCall>? early)
    {
        if (policy.IsForPages)
        {
            return await answer(call);
        }

        if (policy.NeedsKey && !key.IsIn(call.Request))
        {
            await events.KeyRefusedAsync(call, function);
            return Problems.InvalidKey;
        }

        // The counter and the session are read at the same time.
        var counting = limits.CheckAsync(policy.Limit, call.Request, call.Now, call.Cancellation);
        var readsToken = policy.NeedsToken || (policy.TakesToken && call.Request.Headers.Authorization.Count > 0);
        var said = readsToken ? bearer.Read(call.Request, call.Now) : null;
        if (said is not null)
        {
            early?.Invoke(call);
        }

        var caller = said is { } token ? await bearer.FindAsync(token, call.Now, call.Cancellation) : null;
        if (await counting is { } tooMany)
        {
            await (policy.Limit is RateLimitName.Login ? events.SignInThrottledAsync(call, username: null) : Task.CompletedTask);
            return tooMany;
        }

        var result = await AdmitAsync(policy, caller, readsToken, call, answer, recheck);
        if (caller is not null && result is Problem { Status: StatusCodes.Status403Forbidden } refused)
        {
            await events.RightRefusedAsync(call, function, caller.UserId, refused.Code);
        }

        return result;
    }

    private async Task<IResult> AdmitAsync(
        Policy policy, Caller? caller, bool readsToken, ApiCall call, Func<ApiCall, Task<IResult>> answer, Func<ApiCall, StoredAnswer, Task<Problem?>>? recheck) =>
        caller switch
        {
            null => readsToken ? Problems.InvalidToken : await answer(call),
            { NeedsSecondFactor: true } when !policy.IsForEnrolment => Problems.SecondFactorMissing,
            _ when policy.Roles.Count > 0 && !policy.Roles.Contains(caller.Role) => Problems.MissingRole,
            { } when policy.IdempotencyScope is { } scope => await idempotency.RunAsync(scope, call with { SignedIn = caller }, answer, recheck),
            _ => await answer(call with { SignedIn = caller }),
        };

    private Problem Translate(Exception e, string function, string correlationId)
    {
        switch (e)
        {
            case BadHttpRequestException bad:
                return RequestProblems.Of(bad);
            case StoreUnavailableException or UnusableStoreException:
                logger.StoreUnavailable(function, correlationId, e);
                return Problems.Unavailable;
            default:
                logger.Failed(function, correlationId, e);
                return Problems.Internal;
        }
    }
}
