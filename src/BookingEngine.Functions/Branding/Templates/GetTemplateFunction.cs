using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Functions.Branding.Templates;

public sealed class GetTemplateFunction(HttpEdge edge, TemplateCalls templates) : IHttpFunction
{
    public static string Name => "GetMailTemplate";

    public static Policy Policy => TemplateCalls.Read;

    public static Operation Operation => new(
        OperationGroup.Brand, "Get a mail template",
        "Only administrators. If the tenant has none of its own, the default one: a start for one's own. A language without default texts has the English ones.",
        new(StatusCodes.Status200OK, "The template.", TemplateViewJson.Default.TemplateView, ("template", TemplateView.Example)) { Headers = ["ETag"] })
    {
        PathValues = TemplateCalls.Path,
        Problems = [TemplateCalls.Unknown],
    };

    [Function("BrandTemplateGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "brand/templates/{kind}/{locale}")] HttpRequest request, string kind, string locale,
        FunctionContext context) => edge.RunAsync<GetTemplateFunction>(request, context, call => AnswerAsync(call, kind, locale));

    private async Task<IResult> AnswerAsync(ApiCall call, string kind, string locale)
    {
        if (await templates.FindAsync(kind, locale, call.Cancellation) is not { } found)
        {
            return TemplateCalls.Unknown;
        }

        EntityTags.Set(call, new Definition<OwnTemplate>(null, found.Version));
        return Results.Json(TemplateView.Of(found.Kind, found.Locale, found.Own), TemplateViewJson.Default.TemplateView);
    }
}
