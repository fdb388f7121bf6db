using BookingEngine.Functions.Catalogue;
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
        FunctionContext context) => edge.RunAsync<RemoveTemplateFunction>(request, context, call => AnswerAsync(call, kind, locale));

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

        var template = new OwnTemplate(known.Name, tag, "", "", "", Active: false);
        return TemplateCalls.Answer(
            call, known, tag, await handler.HandleAsync(new ChangeTemplate(template, precondition), call.Command, call.Cancellation));
    }
}
