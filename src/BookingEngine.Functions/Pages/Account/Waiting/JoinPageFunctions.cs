using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Waitlist.Commands;

namespace BookingEngine.Functions.Pages.Account.Waiting;

/// <summary>The page to join a waitlist.</summary>
public sealed class JoinPageFunction(AccountEdge edge, JoinPage page) : IHttpFunction
{
    public static string Name => "AccountWaitlistPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountWaitlist")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/waitlist")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<JoinPageFunction>(request, context, (visit, _) => page.ShowAsync(visit, MonthChoice.Text(request, "service")));
}

/// <summary>Handles the form of the page, by the handler of the route. A form that is sent twice joins once.</summary>
public sealed class SubmitJoinPageFunction(AccountEdge edge, JoinPage page, JoinWaitlistHandler handler) : IHttpFunction
{
    public static string Name => "AccountWaitlistSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Book);

    public static Operation? Operation => null;

    [Function("PageAccountWaitlistSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/waitlist")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitJoinPageFunction, JoinForm>(request, context, (visit, _, form, _) => AnswerAsync(visit, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, JoinForm form)
    {
        var call = visit.Call;
        if (form.Service is not { } id || await page.FindAsync(visit, id) is not { } service)
        {
            return AccountLayout.NotFound(visit);
        }

        if (form.CommandOf(call.Caller.UserId, service.Id, AcceptedLanguages.ListOf(call.Request)) is not { } command)
        {
            return JoinPage.Unclear(visit, service);
        }

        return (await handler.HandleAsync(command, visit.Once("waitlist"), call.Cancellation)).IsRefused(out var refusal, out _)
            ? await page.RefusedAsync(visit, service, refusal)
            : new SeeOther($"{AccountLayout.Home}?done=waitlist");
    }
}
