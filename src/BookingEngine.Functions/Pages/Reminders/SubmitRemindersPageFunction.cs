using BookingEngine.BookingMails;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Reminders;

/// <summary>Handles the form of the page, and the one click of a mail program (RFC 8058): that has no cookie, and gets no redirect.</summary>
public sealed class SubmitRemindersPageFunction(HttpEdge edge, PageLooks looks, SwitchRemindersHandler handler) : IHttpFunction
{
    public static string Name => "RemindersSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageRemindersSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reminders")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitRemindersPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, errors, problem) = await call.ReadFormAsync<RemindersForm>();
        if (form is null)
        {
            return problem!;
        }

        var look = await looks.OfAsync(call);
        var token = form.Token ?? (call.Request.Query["token"] is [{ } sent] ? sent : "");
        return errors.Problem is not null || (await handler.HandleAsync(token, form.Resume, call.Command, call.Cancellation)).Refusal is not null
                ? RemindersPageFunction.Invalid(look)
            : form.Resume ? RemindersPageFunction.Form(look, token, "page.reminders.resumed", "stop")
            : RemindersPageFunction.Form(look, token, "page.reminders.stopped", "resume");
    }
}
