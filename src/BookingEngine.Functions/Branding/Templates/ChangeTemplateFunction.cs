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
        FunctionContext context) => edge.RunAsync<ChangeTemplateFunction>(
        request, context,
        call => TemplateCalls.ChangeAsync(call, kind, locale, handler, async (known, tag) =>
        {
            var (body, problem) = await call.ReadBodyAsync<TemplateRequest>();
            return body is null ? (null, problem) : (new OwnTemplate(known.Name, tag, body.Subject, body.Text, body.Html, Active: true), null);
        }));
}
