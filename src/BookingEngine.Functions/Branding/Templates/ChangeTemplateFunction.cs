using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Functions.Branding.Templates;

public sealed class ChangeTemplateFunction(HttpEdge edge, ChangeTemplateHandler handler) : IHttpFunction
{
    public static string Name => "PutMailTemplate";

    public static Policy Policy => TemplateCalls.Write;

    public static Operation Operation => new(
        OperationGroup.Brand, "Change a mail template",
        "Only administrators. Liquid with the tags `if`, `unless`, `case`, `assign` and `comment`, and the filters `upcase`, `downcase`, `capitalize`, `strip`, "
        + "`default`, `escape` and `url_encode`. At most 64 KB each. It is rendered with sample values before it is saved.",
        new(StatusCodes.Status200OK, "The template as it is now.", TemplateViewJson.Default.TemplateView, ("template", TemplateView.Example)) { Headers = ["ETag"] })
    {
        PathValues = TemplateCalls.Path,
        NeedsIfMatch = true,
        Body = RequestBody.Json<TemplateRequest>(new()
        {
            ["subject"] = TemplateView.Example.Subject,
            ["text"] = TemplateView.Example.Text,
            ["html"] = TemplateView.Example.Html,
        }),
        Problems =
        [
            TemplateCalls.Unknown, .. BrandOperations.ChangeProblems, TemplateCalls.Invalid, RequestProblems.InvalidField("subject", "is required"),
        ],
    };

    [Function("BrandTemplatePut")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "brand/templates/{kind}/{locale}")] HttpRequest request, string kind, string locale,
        FunctionContext context) => edge.RunAsync<ChangeTemplateFunction>(request, context, call => AnswerAsync(call, kind, locale));

    private async Task<IResult> AnswerAsync(ApiCall call, string kind, string locale)
    {
        if (TemplateCalls.NameOf(kind, locale) is not var (known, tag))
        {
            return TemplateCalls.Unknown;
        }

        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (request, problem) = await call.ReadBodyAsync<TemplateRequest>();
        if (request is null)
        {
            return problem!;
        }

        var template = new OwnTemplate(known.Name, tag, request.Subject, request.Text, request.Html, Active: true);
        return TemplateCalls.Answer(
            call, known, tag, await handler.HandleAsync(new ChangeTemplate(template, precondition), call.Command, call.Cancellation));
    }
}
