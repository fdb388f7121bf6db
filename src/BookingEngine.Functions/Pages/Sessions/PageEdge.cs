using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The outermost layer of pages with a session: what <see cref="HttpEdge"/> is for routes. It finds the caller by the cookie, counts the request,
/// asks for the role, and takes forms of our own pages only. It refuses by pages.</summary>
public sealed class PageEdge(
    HttpEdge edge, PageLooks looks, LimitGate limits, PageSessions sessions, PageTokens tokens, PageOrigin origin, SecondFactorCheck factors, SecurityEvents events)
{
    public Task RunAsync<TFunction>(HttpRequest request, FunctionContext context, Func<PageVisit, Task<IResult>> answer)
        where TFunction : IHttpFunction => edge.RunAsync<TFunction>(request, context, async call =>
        {
            var result = await AdmitAsync(TFunction.Policy, call, answer);
            if (result is HtmlPage { RefusedBy: { } code, SignedIn: { } user })
            {
                await events.RightRefusedAsync(call, TFunction.Name, user, code);
            }

            return result;
        });

    /// <summary>Answers a form. One that cannot be read is refused as on a route.</summary>
    public Task RunFormAsync<TFunction, TForm>(HttpRequest request, FunctionContext context, Func<PageVisit, TForm, FieldErrors, Task<IResult>> answer)
        where TFunction : IHttpFunction
        where TForm : class, IRequest<TForm> => RunAsync<TFunction>(request, context, visit => visit.ReadFormAsync<TForm>((form, errors) => answer(visit, form, errors)));

    private async Task<IResult> AdmitAsync(Policy policy, ApiCall call, Func<PageVisit, Task<IResult>> answer)
    {
        // The counter and the session are read at the same time.
        var counting = limits.CheckAsync(policy.Limit, call.Request, call.Now, call.Cancellation);
        var session = SessionCookie.Of(call.Request) is { } cookie ? await sessions.FindAsync(cookie, call.Now, call.Cancellation) : null;
        var caller = session is null ? null : await CallerAsync(session, call);
        var visit = new PageVisit(
            call with { SignedIn = caller }, await looks.OfAsync(call), caller is null ? "" : tokens.FormTokenOf(caller.SessionId));
        if (await counting is { } tooMany)
        {
            await (policy.Limit is RateLimitName.Login ? events.SignInThrottledAsync(call, username: null) : Task.CompletedTask);
            return SessionPages.TooMany(visit, tooMany);
        }

        if (session is not null && await sessions.ExtendAsync(session, call.Now) is { } end)
        {
            SessionCookie.Set(call.Request.HttpContext.Response, tokens.CookieOf(session), end);
        }

        return await AdmitAsync(policy, visit, answer);
    }

    private async Task<IResult> AdmitAsync(Policy policy, PageVisit visit, Func<PageVisit, Task<IResult>> answer)
    {
        var (call, caller) = (visit.Call, visit.Call.SignedIn);
        var isForm = HttpMethods.IsPost(call.Request.Method);
        if (isForm && !origin.IsOwn(call.Request, visit.Look.Brand))
        {
            return SessionPages.Stranger(visit);
        }

        var form = isForm && caller is not null ? await ReadTokenAsync(call, caller) : null;
        return caller switch
        {
            null when policy.NeedsToken => SessionPages.SignIn(call.Request),
            { } when policy.NeedsToken && isForm && form is null => SessionPages.OldForm(visit),
            { NeedsSecondFactor: true } when policy.NeedsToken && !policy.IsForEnrolment => SessionPages.Enrol(call.Request),
            { } when policy.Roles.Count > 0 && !policy.Roles.Contains(caller.Role) => SessionPages.MissingRole(visit),
            _ => await answer(visit with { FormId = form }),
        };
    }

    private async Task<Guid?> ReadTokenAsync(ApiCall call, Caller caller) =>
        (await FormBody.ReadAsync(call.Request, call.Cancellation)).Form?[PageVisit.TokenField] is [{ } token] ? tokens.ReadFormToken(token, caller.SessionId) : null;

    private async Task<Caller> CallerAsync(Session session, ApiCall call) => new(session.UserId, session.Id, session.Role)
    {
        NeedsSecondFactor = await factors.IsMissingAsync(session.UserId, session.Role, session.HasSecondFactor, call.Cancellation),
    };
}
