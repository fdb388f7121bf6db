using BookingEngine.Branding.Logos;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Branding;

public sealed class ChangeLogoFunction(HttpEdge edge, ChangeLogoHandler handler, PublicLinks links) : IHttpFunction
{
    public static string Name => "PutBrandLogo";

    public static Policy Policy => BrandOperations.Change;

    public static Operation Operation => new(
        OperationGroup.Brand, "Change the logo",
        "Only administrators. The body is the file: PNG, JPEG or WebP, at most 20 KB and 1,000 × 1,000 pixels. Its bytes decide what it is.",
        BrandOperations.Shown("The brand with the new logo."))
    {
        NeedsIfMatch = true,
        Body = RequestBody.Image,
        Problems = [.. BrandOperations.ChangeProblems, Problem.Of(ChangeLogoHandler.Invalid)],
    };

    [Function("BrandLogoPut")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "brand/logo")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangeLogoFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (body, problem) = await BodyReader.ReadAsync(call.Request, call.Cancellation);
        return body is null ? problem! : BrandOperations.Answer(
            call, await handler.HandleAsync(new ChangeLogo(body.ToArray(), precondition), call.Command, call.Cancellation), links);
    }
}
