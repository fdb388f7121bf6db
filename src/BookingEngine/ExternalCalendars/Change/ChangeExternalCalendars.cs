using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.ExternalCalendars.Change;

/// <summary>A calendar that a resource is to have.</summary>
/// <param name="Id">That of a calendar that the resource has; null for a new one.</param>
/// <param name="Url">Its address. Null, or its host alone, to keep the present one.</param>
/// <param name="Name">Null for none.</param>
public sealed record WantedCalendar(ExternalCalendarId? Id, string? Url, string? Name);

/// <param name="Calendars">All calendars that the resource is to have.</param>
public sealed record ChangeExternalCalendars(ResourceId ResourceId, Actor Actor, ImmutableArray<WantedCalendar> Calendars, Precondition Precondition);

/// <summary>Changes the external calendars of a resource. What is stored of a new one apart from the events is there before the event, so that a crash
/// leaves nothing that nobody finds: the reading of a feed that no resource has removes it.</summary>
public sealed class ChangeExternalCalendarsHandler(
    CalendarReader calendars, BookingAccess access, NewCalendars made, IFeedStates states, FeedSchedule schedule, FeedRemoval removal, CommandExecutor executor)
{
    public static readonly Refusal Unknown = new(
        RefusalKind.Rule, "unknown_external_calendar", "The resource has no external calendar with this id. Leave the id out to add a calendar.");

    public async Task<Outcome<ExternalCalendarList>> HandleAsync(ChangeExternalCalendars command, CommandContext context, CancellationToken cancellation)
    {
        if (await calendars.FindNewestAsync(command.ResourceId, cancellation) is not { State: var calendar })
        {
            return CatalogueRefusals.NotFound;
        }

        if (!await access.CanManageAsync(command.Actor, [command.ResourceId], cancellation))
        {
            return BookingRefusals.StaffOnly;
        }

        if (!command.Precondition.IsMetBy(calendar.ExternalCalendars.Version))
        {
            return CatalogueRefusals.Stale;
        }

        return (await made.MakeAsync(command, calendar.ExternalCalendars, cancellation)).IsRefused(out var refusal, out var wanted)
            ? refusal
            : await ChangeAsync(command.ResourceId, wanted, calendar.ExternalCalendars, context, cancellation);
    }

    public static Decision Change(Calendar calendar, ImmutableArray<ExternalCalendar> wanted, int version) => calendar switch
    {
        { Resource.Value: null } => CatalogueRefusals.NotFound,
        _ when calendar.ExternalCalendars.Version != version => CatalogueRefusals.Stale,
        _ when calendar.ExternalCalendars.Calendars.SequenceEqual(wanted) => Decision.Nothing,
        _ => Decision.Of(new ExternalCalendarsChanged(wanted)),
    };

    private async Task<Outcome<ExternalCalendarList>> ChangeAsync(
        ResourceId resource, ImmutableArray<ExternalCalendar> wanted, ExternalCalendarList current, CommandContext context, CancellationToken cancellation)
    {
        FeedId[] before = [.. current.Calendars.Select(calendar => calendar.Feed)], after = [.. wanted.Select(calendar => calendar.Feed)];
        var added = wanted.Where(calendar => !before.Contains(calendar.Feed))
            .Select(calendar => new FeedState(calendar.Feed, resource, calendar.AddedBy, 1, context.Now, FailingSince: null, new FeedReading(context.Now))).ToList();
        foreach (var state in added)
        {
            await states.AddAsync(state);
        }

        var outcome = await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(resource), context, calendar => Change(calendar, wanted, current.Version), cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            await removal.RemoveAsync(added.Select(state => state.Id));
            return refusal;
        }

        foreach (var state in added)
        {
            await schedule.SendAsync(state);
        }

        await removal.RemoveAsync(before.Except(after));
        return changed.ExternalCalendars;
    }
}

/// <summary>Removes what is stored of feeds apart from the events, and their keys.</summary>
public sealed class FeedRemoval(IFeedStates states, FeedSecrets secrets)
{
    public async Task RemoveAsync(IEnumerable<FeedId> feeds)
    {
        foreach (var feed in feeds)
        {
            await secrets.EraseAsync(feed);
            await states.DeleteAsync(feed);
        }
    }
}
