using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Functions.Catalogue.Resources;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.Pages.Staff.Change;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.Block;

/// <summary>Handles the forms of the page: changes the resource's time off, as <c>PUT /resources/{id}</c> does.</summary>
public sealed class SubmitBlockPageFunction(
    PageEdge edge, BlockPage page, StaffResources resources, CatalogueReader<Resource> reader, ChangeResourceHandler changes) : IHttpFunction
{
    public static string Name => "StaffBlockSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffBlockSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/time-off")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitBlockPageFunction, BlockForm>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit, BlockForm form, FieldErrors errors)
    {
        var own = await resources.OfAsync(visit.Call);
        if (own.FirstOrDefault(r => r.Id.Value == form.Resource) is not { } resource
            || await reader.FindAsync(resource.Id.Value, visit.Call.Cancellation) is not { Value: { } current })
        {
            return StaffLayout.NotFound(visit);
        }

        var (off, error) = TimeOffOf(visit, form, resource);
        return errors.Problem is not null || off is null || form.Version is not { } version
            ? await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, resource.Id.Value, error ?? visit.Look.Texts["staff.unclear"])
            : await ChangeAsync(visit, current, off, form.Opens, version);
    }

    private static (TimeOff? Off, string? Error) TimeOffOf(PageVisit visit, BlockForm form, StaffResource resource)
    {
        if (form is not { From: { } from, To: { } to } || !IsPossible(from) || !IsPossible(to))
        {
            return (null, visit.Look.Texts["staff.off.error.times"]);
        }

        return LocalTimes.Resolve(from, [resource.Zone]).IsRefused(out _, out var start) || LocalTimes.Resolve(to, [resource.Zone]).IsRefused(out _, out var end)
                ? (null, visit.Look.Texts["staff.off.error.clock"])
            : end <= start ? (null, visit.Look.Texts["staff.off.error.order"])
            : (new TimeOff(start, end, form.Reason), null);
    }

    // The page can show it in the resource's zone, and the API takes it back.
    private static bool IsPossible(SlotInput input) => SlotRange.AllowsDate(input.Local.Date);

    private async Task<IResult> ChangeAsync(PageVisit visit, Resource current, TimeOff off, bool opens, int version)
    {
        var changed = current with { TimeOff = opens ? [.. current.TimeOff.Where(t => (t.From, t.To) != (off.From, off.To))] : [.. current.TimeOff.Append(off).OrderBy(t => t.From)] };
        if (changed.TimeOff.Length > ResourceRequest.MaximumTimeOff)
        {
            return await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, current.Id.Value, visit.Look.Texts["refusal.other"]);
        }

        var change = new ChangeResource(changed, new Precondition([version])) { By = visit.Call.Caller.Actor };
        var outcome = await changes.HandleAsync(change, visit.Call.Command, visit.Call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var done))
        {
            return refusal.Kind is RefusalKind.Forbidden
                ? StaffLayout.Refused(visit, refusal)
                : await page.ShowAsync(visit, StatusCodes.Status409Conflict, current.Id.Value, StaffBookingPage.ErrorOf(visit.Look.Texts, refusal));
        }

        var count = done.Conflicts.Count(booking => off.From < booking.End && booking.Start < off.To);
        return new SeeOther(StaffPaths.Join(StaffPaths.TimeOff, [("resource", current.Id.Value), count == 0 || opens ? ("done", "1") : ("conflicts", count.ToString(CultureInfo.InvariantCulture))]));
    }
}
