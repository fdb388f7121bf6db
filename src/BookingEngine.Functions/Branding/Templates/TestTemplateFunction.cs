using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Branding.Templates;

/// <summary>Sends a mail with sample values to the caller. It goes out at once, or not at all: the caller waits for it.</summary>
public sealed class TestTemplateFunction(
    HttpEdge edge, TemplateCalls templates, TemplateCheck check, GetProfileHandler profiles, PublicLinks links, IMailSender sender) : IHttpFunction
{
    private static readonly Refusal NotSent = new(
        RefusalKind.Conflict, "mail_not_sent", "The mail server did not take the mail. Check its settings and your mail address, then try again.");

    public static string Name => "TestMailTemplate";

    public static Policy Policy => TemplateCalls.Write;

    public static Operation Operation => new(
        OperationGroup.Brand, "Send a test mail", "Only administrators. Sends the mail with sample values to the caller's own address, and to nobody else.",
        Success.Message("The mail server has taken the mail.", "sent", "Test email sent"))
    {
        PathValues = TemplateCalls.Path,
        Problems = [TemplateCalls.Unknown, Problem.Of(NotSent)],
    };

    [Function("BrandTemplateTest")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "brand/templates/{kind}/{locale}/test")] HttpRequest request, string kind, string locale,
        FunctionContext context) => edge.RunAsync<TestTemplateFunction>(request, context, call => AnswerAsync(call, kind, locale));

    private async Task<IResult> AnswerAsync(ApiCall call, string kind, string locale)
    {
        if (await templates.FindAsync(kind, locale, call.Cancellation) is not { } found)
        {
            return TemplateCalls.Unknown;
        }

        if (await profiles.HandleAsync(call.Caller.UserId, call.Cancellation) is not { } caller)
        {
            return Problems.InvalidToken;
        }

        var to = new MailRecipient(caller.Email, caller.FullName, []);
        var mail = await check.ShowAsync(found.Kind, found.Locale, found.Source, links.MessageId($"test {call.Id}"), to, call.Cancellation);
        return await sender.SendAsync(mail, call.Cancellation) is SendResult.Sent ? MessageView.Of("Test email sent") : Problem.Of(NotSent);
    }
}
