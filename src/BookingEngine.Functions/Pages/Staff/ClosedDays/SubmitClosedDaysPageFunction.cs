using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.Pages.Staff.Change;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.ClosedDays;

/// <summary>Handles the forms of the page: changes the location's closures, as <c>PUT /locations/{id}</c> and <c>POST /locations/{id}/closures</c> do.</summary>
public sealed class SubmitClosedDaysPageFunction(
    PageEdge edge, ClosedDaysPage page, CatalogueReader<Location> locations, ChangeLocationHandler changes, ImportClosuresHandler imports) : IHttpFunction
{
    public static string Name => "StaffClosedDaysSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffClosedDaysSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/closed-days")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitClosedDaysPageFunction, ClosedDaysForm>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit, ClosedDaysForm form, FieldErrors errors)
    {
        if (form.Location is not { } id || await locations.FindAsync(id, visit.Call.Cancellation) is not { Value: { } location })
        {
            return StaffLayout.NotFound(visit);
        }

        return errors.Problem is not null || form.Version is not { } version ? await RefuseAsync(visit, location, "staff.unclear")
            : form.Action is "import" ? await ImportAsync(visit, location, version)
            : form.Days is not { } days ? await RefuseAsync(visit, location, "staff.closed.error.days")
            : await ChangeAsync(visit, location, new Closure(days.From, days.To, form.Name), form.Action is "open", version);
    }

    private async Task<IResult> ChangeAsync(PageVisit visit, Location location, Closure closure, bool opens, int version)
    {
        var known = location.Closures ?? [];
        ImmutableArray<Closure> closures = opens
            ? [.. known.Where(other => (other.From, other.To, other.Name) != (closure.From, closure.To, closure.Name))]
            : [.. known.Append(closure).OrderBy(other => other.From).ThenBy(other => other.To)];
        if (!ImportClosuresHandler.Allows(closures))
        {
            return await RefuseAsync(visit, location, "staff.closed.error.many");
        }

        var changed = location with { Closures = closures.IsEmpty ? null : closures };
        var outcome = await changes.HandleAsync(new ChangeLocation(changed, new Precondition([version])), visit.Call.Command, visit.Call.Cancellation);
        return outcome.IsRefused(out var refusal, out var done) ? await RefuseAsync(visit, location, refusal) : Done(location, opens ? 0 : done.Conflicts.Count, skipped: 0);
    }

    private async Task<IResult> ImportAsync(PageVisit visit, Location location, int version)
    {
        if (await ReadFileAsync(visit) is not { } file)
        {
            return await RefuseAsync(visit, location, "staff.closed.error.file");
        }

        var import = new ImportClosures(location.Id, new Precondition([version]), file);
        var outcome = await imports.HandleAsync(import, visit.Call.Command, visit.Call.Cancellation);
        return !outcome.IsRefused(out var refusal, out var done) ? Done(location, done.Changed.Conflicts.Count, done.Skipped.Length)
            : refusal == ImportClosuresHandler.NotACalendar ? await RefuseAsync(visit, location, "staff.closed.error.file")
            : refusal == ImportClosuresHandler.TooMany ? await RefuseAsync(visit, location, "staff.closed.error.many")
            : await RefuseAsync(visit, location, refusal);
    }

    // The body is in memory already, and no longer than a request may be.
    private static async Task<string?> ReadFileAsync(PageVisit visit)
    {
        if (visit.Call.Request.Form.Files.GetFile("file") is not { Length: > 0 and <= ImportClosuresHandler.MaximumFile } file)
        {
            return null;
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(visit.Call.Cancellation);
    }

    private static SeeOther Done(Location location, int conflicts, int skipped) => new(StaffPaths.Join(StaffPaths.ClosedDays,
    [
        ("location", location.Id.Value), ("done", "1"), .. Count("conflicts", conflicts), .. Count("skipped", skipped),
    ]));

    private static (string, string)[] Count(string name, int count) => count == 0 ? [] : [(name, count.ToString(CultureInfo.InvariantCulture))];

    private async Task<IResult> RefuseAsync(PageVisit visit, Location location, string text) =>
        await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, location.Id.Value, visit.Look.Texts[text]);

    private async Task<IResult> RefuseAsync(PageVisit visit, Location location, Refusal refusal) =>
        await page.ShowAsync(visit, StatusCodes.Status409Conflict, location.Id.Value, StaffBookingPage.ErrorOf(visit.Look.Texts, refusal));
}
