using BookingEngine.Notifications.Templates;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Branding.Templates;

public sealed class PreviewTemplateFunction(HttpEdge edge, TemplateCalls templates, TemplateCheck check, GetProfileHandler profiles) : IHttpFunction
{
    public static string Name => "PreviewMailTemplate";

    public static Policy Policy => TemplateCalls.Write;

    public static Operation Operation => new(
        OperationGroup.Brand, "Preview a mail template", "Only administrators. Shows the mail with sample values. Saves and sends nothing.",
        new(StatusCodes.Status200OK, "The mail.", TemplateViewJson.Default.PreviewView, ("preview", PreviewView.Example)))
    {
        PathValues = TemplateCalls.Path,
        Body = RequestBody.Json<PreviewRequest>(new() { ["subject"] = TemplateView.Example.Subject }) with { IsRequired = false },
        Problems = [TemplateCalls.Unknown, TemplateCalls.Invalid, RequestProblems.InvalidField("subject", "must be a text")],
    };

    [Function("BrandTemplatePreview")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "brand/templates/{kind}/{locale}/preview")] HttpRequest request, string kind, string locale,
        FunctionContext context) => edge.RunAsync<PreviewTemplateFunction>(request, context, call => AnswerAsync(call, kind, locale));

    private async Task<IResult> AnswerAsync(ApiCall call, string kind, string locale)
    {
        if (await templates.FindAsync(kind, locale, call.Cancellation) is not { } found)
        {
            return TemplateCalls.Unknown;
        }

        var (request, problem) = await call.ReadOptionalBodyAsync<PreviewRequest>();
        if (request is null)
        {
            return problem!;
        }

        var source = request.Over(found.Source);
        var template = new OwnTemplate(found.Kind.Name, found.Locale, source.Subject, source.Text, source.Html, Active: true);
        if (await check.FindErrorAsync(template, call.Cancellation) is { } invalid)
        {
            return TemplateCalls.ProblemOf(invalid);
        }

        var caller = await profiles.HandleAsync(call.Caller.UserId, call.Cancellation);
        var to = new MailRecipient(caller?.Email ?? "", caller?.FullName ?? "", []);
        var mail = await check.ShowAsync(found.Kind, found.Locale, source, "preview", to, call.Cancellation);
        return Results.Json(new PreviewView(mail.Subject, mail.Text, mail.Html), TemplateViewJson.Default.PreviewView);
    }
}
