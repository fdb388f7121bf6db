using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Catalogue.Resources;

/// <param name="Resource">The complete new definition. Inactive to retire it.</param>
public sealed record ChangeResource(Resource Resource, Precondition Precondition);

/// <param name="Conflicts">The bookings that overlap its time off and have not ended. They stay.</param>
public sealed record ChangedResource(Definition<Resource> Definition, IReadOnlyList<BookingSpan> Conflicts);

/// <summary>Changes or retires a resource. Its own calendar decides, so no booking can slip in between. Existing bookings stay as they
/// are.</summary>
public sealed class ChangeResourceHandler(CommandExecutor executor, CatalogueReader<Location> locations)
{
    /// <summary>The maximum number of bookings in an answer.</summary>
    public const int MaximumListedBookings = 100;

    public async Task<Outcome<ChangedResource>> HandleAsync(ChangeResource command, CommandContext context, CancellationToken cancellation)
    {
        var resource = command.Resource;
        if (await locations.FindAsync(resource.LocationId.Value, cancellation) is null)
        {
            return CatalogueRefusals.UnknownLocation(resource.LocationId);
        }

        var outcome = await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(resource.Id), context, calendar => Change(calendar, command, context.Now), cancellation);
        return outcome.IsRefused(out var refusal, out var changed)
            ? refusal
            : new ChangedResource(changed.Resource, ConflictsOf(changed, resource, context.Now));
    }

    public static Decision Change(Calendar calendar, ChangeResource command, Instant now)
    {
        var (current, resource) = (calendar.Resource, command.Resource);
        var isRetired = current.Value is { Active: true } && !resource.Active;
        var decision = CatalogueKinds.Resources.Change(
            current, command.Precondition, isRetired ? new ResourceRetired(resource) : new ResourceChanged(resource));
        return isRetired && decision.Refusal is null && calendar.BookingSpans.Where(b => b.Start > now).ToList() is { Count: > 0 } ahead
            ? HasBookings(ahead)
            : decision;
    }

    /// <param name="ahead">Ordered by start.</param>
    public static Refusal HasBookings(IReadOnlyList<BookingSpan> ahead) => new ConflictingBookings(
        "resource_has_bookings",
        $"The resource has {ahead.Count} {(ahead.Count == 1 ? "booking" : "bookings")} ahead. Cancel or move them before you retire it.",
        [.. ahead.Take(MaximumListedBookings)]);

    public static IReadOnlyList<BookingSpan> ConflictsOf(Calendar calendar, Resource resource, Instant now) =>
    [
        .. calendar.BookingSpans.Where(b => b.End > now && resource.TimeOff.Any(t => t.From < b.End && b.Start < t.To)).Take(MaximumListedBookings),
    ];
}
