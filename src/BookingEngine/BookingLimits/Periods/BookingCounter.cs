using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.BookingLimits.Periods;

/// <summary>Counts the bookings and holds of a service that exist. Before that it makes the calendars refuse decisions by older versions of the
/// service, which may have had no limits. So no booking is missed, whatever other instances have cached.</summary>
public sealed class BookingCounter(CommandExecutor executor, AggregateLoader loader, CatalogueReader<Service> services, CatalogueReader<Resource> resources, IIds ids)
{
    /// <summary>The maximum number of bookings in one commit, well below its maximum size.</summary>
    public const int MaximumPart = 1_500;

    /// <summary>How long a booking that was moving during the count is uncertain: longer than a move can take.</summary>
    private static readonly Duration MoveTime = Duration.FromMinutes(1);

    /// <summary>Does nothing if the period was counted for this version of the service, or a newer one.</summary>
    /// <returns>The refusal if another count interrupted it.</returns>
    public async Task<Refusal?> CountAsync(Service service, PeriodStream period, CommandContext context, CancellationToken cancellation)
    {
        var (known, mayBeOld) = await loader.LoadAsync<ServiceClaims>(period.Stream, cancellation);
        if (known.State.CountedFor < service.Version && mayBeOld)
        {
            known = await loader.RefreshAsync<ServiceClaims>(period.Stream, cancellation);
        }

        return known.State.CountedFor >= service.Version ? null : await RecordCountAsync(service, period, context, cancellation);
    }

    /// <summary>From now on the calendars refuse decisions by older versions of the service.</summary>
    public async Task RequireVersionAsync(Service service, CommandContext context, CancellationToken cancellation) =>
        await Task.WhenAll((await EverGivenByAsync(service, cancellation)).Select(r => RequireVersionAsync(service, r, context, cancellation)));

    /// <summary>The bookings and holds of the service on these dates, by their calendars.</summary>
    public async Task<ImmutableArray<StoredClaim>> ReadAsync(
        Service service, LocalDate first, LocalDate last, Instant now, CancellationToken cancellation)
    {
        var resources = await EverGivenByAsync(service, cancellation);
        var calendars = await Task.WhenAll(resources.Select(r => loader.RefreshAsync<Calendar>(Calendar.StreamOf(r), cancellation)));
        Dictionary<BookingId, StoredClaim> found = [];
        foreach (var (resource, calendar) in resources.Zip(calendars))
        {
            foreach (var entry in calendar.State.Occupied.All.Where(e => e.ServiceId == service.Id && !e.State.IsOfParticipant && !(e.Expires <= now)))
            {
                if (TimeOf(entry, resource) is var time && first <= time.Day && time.Day <= last)
                {
                    var id = new BookingId(entry.Id);
                    found[id] = Claim(found.GetValueOrDefault(id) ?? new(id, service.Id, null, null), entry.State, time, now);
                }
            }
        }

        return [.. found.Values];
    }

    private async Task<Refusal?> RecordCountAsync(Service service, PeriodStream period, CommandContext context, CancellationToken cancellation)
    {
        await RequireVersionAsync(service, context, cancellation);
        var claims = await ReadAsync(service, period.FirstDay, period.LastDay, context.Now, cancellation);
        var (run, parts) = (ids.Next(), claims.Chunk(MaximumPart).ToList());
        for (var part = 0; part < Math.Max(parts.Count, 1); part++)
        {
            var counted = new BookingsCounted(run, part, service.Version, part < parts.Count ? [.. parts[part]] : [], IsLast: part >= parts.Count - 1);
            var outcome = await executor.ExecuteAsync<ServiceClaims>(period.Stream, Step(context), state => Count(state, counted), cancellation);
            if (outcome.Refusal is { } refusal)
            {
                return refusal;
            }
        }

        await CorrectAsync(service, period, claims, context, cancellation);
        return null;
    }

    // A booking that ended or moved while it was counted had no claim yet that its command could release.
    private async Task CorrectAsync(
        Service service, PeriodStream period, ImmutableArray<StoredClaim> counted, CommandContext context, CancellationToken cancellation)
    {
        var present = (await ReadAsync(service, period.FirstDay, period.LastDay, context.Now, cancellation)).ToDictionary(c => c.BookingId);
        foreach (var claim in counted)
        {
            var now = present.GetValueOrDefault(claim.BookingId);
            if (now?.Had != claim.Had)
            {
                IDomainEvent correction = now?.Had is { } time ? new LimitConfirmed(claim.BookingId, service.Id, time) : new LimitReleased(claim.BookingId);
                await executor.ExecuteAsync<ServiceClaims>(
                    period.Stream, Step(context),
                    state => state.Claims.Find(claim.BookingId) is { Pending: null } known && known.Confirmed == claim.Had
                        ? Decision.Of(correction)
                        : Decision.Nothing,
                    cancellation);
            }
        }
    }

    public static Decision Count(ServiceClaims state, BookingsCounted counted) => state switch
    {
        _ when state.CountedFor >= counted.ServiceVersion => Decision.Nothing,
        _ when counted.Part > 0 && state.Counting != new CountInProgress(counted.Run, counted.Part) => BookingRefusals.ServiceChanging,
        _ => Decision.Of(counted),
    };

    private async Task RequireVersionAsync(Service service, ResourceId resource, CommandContext context, CancellationToken cancellation) =>
        await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(resource), Step(context),
            calendar => calendar.Resource.Value is null || calendar.RequiredVersionOf(service.Id) >= service.Version
                ? Decision.Nothing
                : Decision.Of(new ServiceVersionRequired(service.Id, service.Version)),
            cancellation);

    // Every resource that ever gave the service: an instance may have cached any of its versions.
    private async Task<ImmutableArray<ResourceId>> EverGivenByAsync(Service service, CancellationToken cancellation)
    {
        var history = await services.HistoryAsync(service.Id.Value, after: null, limit: null, cancellation);
        ImmutableArray<Service?> versions = [.. history.Items.Select(entry => entry.Definition), service, CatalogueKinds.Services.InitialOf(service.Id.Value).Value];
        var needs = versions.SelectMany(version => version?.Needs ?? []).ToList();

        // A resource may have had another kind when it was booked, so each one counts.
        var all = needs.Any(need => need.Kind is not null)
            ? (await resources.ListAsync(after: null, limit: null, includeRetired: true, cancellation)).Items
            : [];
        return
        [
            .. versions.SelectMany(version => version?.ResourceIds ?? []).Concat(needs.SelectMany(need => need.ResourceIds ?? []))
                .Concat(all.Select(resource => resource.Id)).Distinct(),
        ];
    }

    // A booking that is moving counts in both calendars until it is known where it is.
    private static StoredClaim Claim(StoredClaim known, BookingState state, ClaimedTime time, Instant now) => state.PendingTransfer is { } pending
        ? known with { Wanted = new PendingClaim(time, state.Arrival!.Value.Decision.Value, pending.Since, now + MoveTime) }
        : known with { Had = time };

    private static ClaimedTime TimeOf(OccupiedSlot entry, ResourceId resource) => ClaimedTime.Of(entry.Start, entry.End, entry.State.TimeZone) with
    {
        SharedAt = entry.Shared ? resource : null,
        Until = entry.Expires,
    };

    private CommandContext Step(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
