using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Catalogue.Resources;

/// <param name="Resource">The complete new definition. Inactive to retire it.</param>
public sealed record ChangeResource(Resource Resource, Precondition Precondition)
{
    /// <summary>Who changes it; null for an administrator.</summary>
    public Actor? By { get; init; }
}

/// <param name="Conflicts">The bookings that have not ended and that overlap its time off, or begin when the change has placed it elsewhere.
/// They stay.</param>
public sealed record ChangedResource(Definition<Resource> Definition, IReadOnlyList<BookingSpan> Conflicts);

/// <summary>Changes or retires a resource. Its own calendar decides, so no booking can slip in between. Existing bookings stay as they
/// are.</summary>
public sealed class ChangeResourceHandler(CommandExecutor executor, CatalogueReader<Location> locations, BookingAccess access)
{
    /// <summary>The maximum number of bookings in an answer.</summary>
    public const int MaximumListedBookings = 100;

    public static readonly Refusal OnlyTimeOff = new(
        RefusalKind.Forbidden, "missing_role", "Staff of a resource may change nothing of it but its time off. Ask an administrator.");

    public async Task<Outcome<ChangedResource>> HandleAsync(ChangeResource command, CommandContext context, CancellationToken cancellation)
    {
        var resource = command.Resource;
        if (command.By is { } actor && !await access.CanManageAsync(actor, [resource.Id], cancellation))
        {
            return BookingRefusals.StaffOnly;
        }

        if (await locations.FindUnknownAsync(ResourceLocations.IdsOf(resource).Select(id => id.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownLocation(new LocationId(unknown));
        }

        var before = (Resource?)null;
        var outcome = await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(resource.Id), context, Decide, cancellation);
        return outcome.IsRefused(out var refusal, out var changed)
            ? refusal
            : new ChangedResource(changed.Resource, ConflictsOf(changed, resource, context.Now, await MovedAsync(before, resource, cancellation)));

        Decision Decide(Calendar calendar)
        {
            before = calendar.Resource.Value;
            return Change(calendar, command, context.Now);
        }
    }

    public static Decision Change(Calendar calendar, ChangeResource command, Instant now)
    {
        var (current, resource) = (calendar.Resource, command.Resource);
        if (command.By is { Role: Role.Staff } && current.Value is { } was && !ChangesOnlyTimeOff(was, resource))
        {
            return OnlyTimeOff;
        }

        var isRetired = current.Value is { Active: true } && !resource.Active;
        var decision = CatalogueKinds.Resources.Change(
            current, command.Precondition, isRetired ? new ResourceRetired(resource) : new ResourceChanged(resource));
        return isRetired && decision.Refusal is null && calendar.BookingSpans.Where(b => b.Start > now).ToList() is { Count: > 0 } ahead
            ? HasBookings(ahead)
            : decision;
    }

    private static bool ChangesOnlyTimeOff(Resource was, Resource changed) =>
        CatalogueKinds.Resources.AreSame(was with { TimeOff = changed.TimeOff }, changed) && !CatalogueKinds.Resources.AreSame(was, changed);

    /// <param name="ahead">Ordered by start.</param>
    public static Refusal HasBookings(IReadOnlyList<BookingSpan> ahead)
    {
        var count = ahead.DistinctBy(span => span.Id).Count(); // a visit may have several parts here
        return new ConflictingBookings(
            "resource_has_bookings", $"The resource has {count} {(count == 1 ? "booking" : "bookings")} ahead. Cancel or move them before you retire it.",
            [.. ahead.Take(MaximumListedBookings)]);
    }

    /// <param name="isMoved">Whether the change placed the resource elsewhere at an instant.</param>
    public static IReadOnlyList<BookingSpan> ConflictsOf(Calendar calendar, Resource resource, Instant now, Func<Instant, bool> isMoved) =>
    [
        .. calendar.BookingSpans.Where(b => b.End > now && (resource.TimeOff.Any(t => t.From < b.End && b.Start < t.To) || isMoved(b.Start)))
            .Take(MaximumListedBookings),
    ];

    private async Task<Func<Instant, bool>> MovedAsync(Resource? before, Resource after, CancellationToken cancellation)
    {
        if (before is null || (before.Placements is null && after.Placements is null))
        {
            return _ => false;
        }

        var (earlier, later) = (await LocationsOfAsync(before, cancellation), await LocationsOfAsync(after, cancellation));
        return instant => earlier?.At(instant).Id != later?.At(instant).Id;
    }

    private async Task<ResourceLocations?> LocationsOfAsync(Resource resource, CancellationToken cancellation)
    {
        List<Location> found = [];
        foreach (var id in ResourceLocations.IdsOf(resource))
        {
            found.Add((await locations.FindAsync(id.Value, cancellation))!.Value!);
        }

        return ResourceLocations.Of(resource, found);
    }
}
