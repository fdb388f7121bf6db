using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class ImportClosuresFunction(HttpEdge edge, ImportClosuresHandler handler) : IHttpFunction
{
    public static string Name => "PostClosures";

    public static Policy Policy => CatalogueCommands.Change;

    public static Operation Operation => LocationOperations.Common.Change<ImportClosuresRequest>(
        "Import closed dates",
        "Only administrators. Adds the whole days of a calendar file (iCalendar), such as public holidays, to the location's `closures`. An event that was "
        + "imported before is replaced. `skipped` has the events with a time of day and those that repeat.",
        LocationView.Example, Problem.Of(ImportClosuresHandler.NotACalendar), Problem.Of(ImportClosuresHandler.TooMany),
        RequestProblems.InvalidField("calendar", "must have 1 to 200000 characters")) with
    {
        Body = RequestBody.Json<ImportClosuresRequest>(new()
        {
            ["calendar"] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:new-year\r\nDTSTART;VALUE=DATE:20310101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        }),
    };

    [Function("LocationsImportClosures")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "locations/{id}/closures")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ImportClosuresFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (!CatalogueIdRules.IsValid(id))
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (request, problem) = await call.ReadBodyAsync<ImportClosuresRequest>();
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new ImportClosures(new LocationId(id), precondition, request.Calendar), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var imported))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, imported.Changed.Definition);
        return Results.Json(LocationView.Of(imported), LocationsJson.Default.LocationView);
    }
}

internal sealed record ImportClosuresRequest(string Calendar) : IRequest<ImportClosuresRequest>
{
    public static ImportClosuresRequest Read(RequestFields fields) =>
        new(fields.Text("calendar", "The file: text in iCalendar (RFC 5545).", 1, ImportClosuresHandler.MaximumFile));
}
