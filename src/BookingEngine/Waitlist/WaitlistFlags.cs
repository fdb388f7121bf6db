using BookingEngine.Aggregates;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>Lets the streams where a place of a service may become free know that somebody waits for it. A stream without such a flag costs no look.</summary>
public sealed class WaitlistFlags(
    CommandExecutor executor, AggregateLoader loader, CatalogueCache catalogue, NeedCandidateReader needs, WaitlistSignal signal, IIds ids,
    TimeProvider time)
{
    /// <summary>The calendars of the resources that may give the service.</summary>
    public async Task<IReadOnlyList<ResourceId>> ResourcesOfAsync(ServiceId id, CancellationToken cancellation) =>
        await catalogue.ServiceAsync(id, cancellation) is not { } service ? []
        : service.Needs is { } several ? await needs.FindIdsAsync(several, cancellation)
        : service.ResourceIds;

    /// <summary>Does nothing where the flag is already.</summary>
    /// <param name="version">See <see cref="WaitlistOpened"/>.</param>
    public async Task OpenAsync(ServiceId id, long version, CancellationToken cancellation)
    {
        foreach (var resource in await ResourcesOfAsync(id, cancellation))
        {
            await OpenAsync(Calendar.StreamOf(resource), id, version, cancellation);
        }

        if (!((await loader.LoadAsync<CataloguedService>(CataloguedService.StreamOf(id), cancellation)).Aggregate.State.WaitedSince >= version))
        {
            await executor.ExecuteAsync<CataloguedService>(
                CataloguedService.StreamOf(id), NewContext(), service => Open(service.WaitedSince ?? 0, new(id, version)), cancellation);
        }
    }

    // The holds that are there already tell nobody of their end.
    private async Task OpenAsync(StreamName stream, ServiceId id, long version, CancellationToken cancellation)
    {
        if ((await loader.LoadAsync<Calendar>(stream, cancellation)).Aggregate.State.Waiting.GetValueOrDefault(id) >= version)
        {
            return;
        }

        var context = NewContext();
        var outcome = await executor.ExecuteAsync<Calendar>(stream, context, calendar => Open(calendar.Waiting.GetValueOrDefault(id), new(id, version)), cancellation);
        var expiries = outcome.IsRefused(out _, out var opened) ? [] : opened.Occupied.All.Select(entry => entry.Expires).OfType<Instant>();
        foreach (var expires in expiries.Where(expires => context.Now < expires).Distinct())
        {
            await signal.TrySendAsync(stream, expires);
        }
    }

    /// <summary>After the last one has left. Does nothing where somebody who joined later has set the flag again.</summary>
    /// <param name="version">See <see cref="WaitlistClosed"/>.</param>
    public async Task CloseAsync(ServiceId id, long version, CancellationToken cancellation)
    {
        foreach (var resource in await ResourcesOfAsync(id, cancellation))
        {
            await CloseAsync(resource, id, version, cancellation);
        }

        if ((await loader.LoadAsync<CataloguedService>(CataloguedService.StreamOf(id), cancellation)).Aggregate.State.WaitedSince <= version)
        {
            await executor.ExecuteAsync<CataloguedService>(
                CataloguedService.StreamOf(id), NewContext(), service => Close(service.WaitedSince, new(id, version)), cancellation);
        }
    }

    /// <summary>In one calendar, whose resource may not give the service any more.</summary>
    public async Task CloseAsync(ResourceId resource, ServiceId id, long version, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(resource);
        if ((await loader.LoadAsync<Calendar>(stream, cancellation)).Aggregate.State.Waiting.ContainsKey(id))
        {
            await executor.ExecuteAsync<Calendar>(
                stream, NewContext(), calendar => Close(calendar.Waiting.TryGetValue(id, out var since) ? since : null, new(id, version)), cancellation);
        }
    }

    private static Decision Open(long since, WaitlistOpened opened) => since >= opened.Version ? Decision.Nothing : Decision.Of(opened);

    private static Decision Close(long? since, WaitlistClosed closed) => since <= closed.Version ? Decision.Of(closed) : Decision.Nothing;

    private CommandContext NewContext() => new(new CommitId(ids.Next()), time.Now(), Actor: null, "waitlist");
}
