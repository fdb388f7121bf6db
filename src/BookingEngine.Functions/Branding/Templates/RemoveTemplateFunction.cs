using BookingEngine.Notifications.Templates;

namespace BookingEngine.Functions.Branding.Templates;

public sealed class RemoveTemplateFunction(HttpEdge edge, ChangeTemplateHandler handler) : IHttpFunction
{
    public static string Name => "DeleteMailTemplate";

    public static Policy Policy => TemplateCalls.Write;

    public static Operation Operation => new(
        OperationGroup.Brand, "Use the default template again", "Only administrators.",
        new(StatusCodes.Status200OK, "The default template.", TemplateViewJson.Default.TemplateView, ("template", TemplateView.Example with { IsDefault = true }))
        {
            Headers = ["ETag"],
        })
    {
        PathValues = TemplateCalls.Path,
        NeedsIfMatch = true,
        Problems = [TemplateCalls.Unknown, .. BrandOperations.ChangeProblems],
    };

    [Function("BrandTemplateDelete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "brand/templates/{kind}/{locale}")] HttpRequest request, string kind, string locale,
        FunctionContext context) => edge.RunAsync<RemoveTemplateFunction>(
        request, context,
        call => TemplateCalls.ChangeAsync(
            call, kind, locale, handler,
            (known, tag) => Task.FromResult<(OwnTemplate?, IResult?)>((new OwnTemplate(known.Name, tag, "", "", "", Active: false), null))));
}
