using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Pages.Account.Sessions;

/// <summary>Where one is signed in.</summary>
public sealed class AccountSessionsPageFunction(AccountEdge edge, OwnSessions sessions) : IHttpFunction
{
    private const int MaximumListed = 100;

    public static string Name => "AccountSessionsPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountSessions")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<AccountSessionsPageFunction>(request, context, async (visit, _) => await ShowAsync(visit));

    private async Task<HtmlPage> ShowAsync(PageVisit visit)
    {
        var (call, caller) = (visit.Call, visit.Call.Caller);
        var listed = (await sessions.ListAsync(caller.UserId, caller.SessionId, null, MaximumListed, call.Now, call.Cancellation)).Sessions;
        return AccountLayout.Page(
            visit, StatusCodes.Status200OK, AccountLayout.Sessions, visit.Look.Texts["account.sessions"],
            $"""
            {AccountLayout.Done(visit, "session")}<p>{visit.Text("account.sessions.text")}</p>
            <dl>{string.Concat(listed.Select(session => Row(visit, session)))}</dl>
            {(listed.Count > 1 ? visit.Form(AccountLayout.Sessions, $"<button type=\"submit\" name=\"session\" value=\"{SessionForm.Others}\" class=\"plain\">{visit.Text("account.sessions.others")}</button>") : "")}
            """);
    }

    private static string Row(PageVisit visit, OwnSession session) =>
        $"<div><dt>{(session.IsCurrent ? visit.Text("account.sessions.current") : HtmlPage.Encode(DateTexts.Date(visit.Look.Language, session.StartedAt.InUtc().Date)))}</dt>"
        + $"<dd>{HtmlPage.Encode(session.Client is { } client ? ClientTitle.Of(client) : visit.Look.Texts["account.sessions.unknown"])}\n{visit.Text("account.sessions.used", UsedAt(visit, session.LastUsedAt))}</dd>"
        + $"{(session.IsCurrent ? "" : $"<dd>{visit.Form(AccountLayout.Sessions, $"<button type=\"submit\" name=\"session\" value=\"{session.Id}\">{visit.Text("session.sign_out")}</button>")}</dd>")}</div>";

    private static string UsedAt(PageVisit visit, Instant at) => $"{DateTexts.DateAndTime(visit.Look.Language, at.InUtc().LocalDateTime)} UTC";
}

/// <summary>Handles the buttons of the page.</summary>
public sealed class SubmitAccountSessionsPageFunction(AccountEdge edge, OwnSessions own, ISessions sessions) : IHttpFunction
{
    public static string Name => "AccountSessionsSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageAccountSessionsSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitAccountSessionsPageFunction, SessionForm>(request, context, (visit, _, form, _) => AnswerAsync(visit, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, SessionForm form)
    {
        var (call, caller) = (visit.Call, visit.Call.Caller);
        if (form.Session == SessionForm.Others)
        {
            await sessions.EndAllAsync(caller.UserId, except: caller.SessionId, startedBefore: Instant.MaxValue);
        }
        else if (!Guid.TryParseExact(form.Session, "D", out var id)
            || (await own.EndAsync(caller.UserId, new SessionId(id), call.Now, call.Cancellation)).Refusal is not null)
        {
            return AccountLayout.NotFound(visit);
        }

        return new SeeOther($"{AccountLayout.Sessions}?done=session");
    }
}

/// <param name="Session">An id, or <see cref="Others"/>.</param>
public sealed record SessionForm(string Session) : IRequest<SessionForm>
{
    /// <summary>All but this browser's.</summary>
    public const string Others = "others";

    public static SessionForm Read(RequestFields fields) => new(fields.Optional("session").AnyText() ?? "");
}
