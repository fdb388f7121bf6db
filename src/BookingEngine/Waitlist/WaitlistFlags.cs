using BookingEngine.Aggregates;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
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
            await OpenAsync(resource, id, version, cancellation);
        }

        if (!((await loader.LoadAsync<CataloguedService>(CataloguedService.StreamOf(id), cancellation)).Aggregate.State.WaitedSince >= version))
        {
            await executor.ExecuteAsync<CataloguedService>(
                CataloguedService.StreamOf(id), NewContext(), service => Open(service.WaitedSince ?? 0, new(id, version)), cancellation);
        }
    }

    /// <summary>In one calendar. Does nothing where the flag is already.</summary>
    /// <returns>Whether it was not.</returns>
    public async Task<bool> OpenAsync(ResourceId resource, ServiceId id, long version, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(resource);
        var (opened, now) = (await OpenAsync<Calendar>(stream, id, version, cancellation), time.Now());

        // The holds that are there already tell nobody of their end.
        var expiries = opened is null ? [] : opened.Occupied.All.Select(entry => entry.Expires).OfType<Instant>();
        foreach (var expires in expiries.Where(expires => now < expires).Distinct())
        {
            await signal.TrySendAsync(stream, expires);
        }

        return opened is not null;
    }

    /// <summary>In one stream.</summary>
    /// <returns>The state with the flag; null if it is there already.</returns>
    internal async Task<TState?> OpenAsync<TState>(StreamName stream, ServiceId id, long version, CancellationToken cancellation)
        where TState : class, IAggregate<TState>, IWaitedFor
    {
        if ((await loader.LoadAsync<TState>(stream, cancellation)).Aggregate.State.Waiting.GetValueOrDefault(id) >= version)
        {
            return null;
        }

        var outcome = await executor.ExecuteAsync<TState>(stream, NewContext(), state => Open(state.Waiting.GetValueOrDefault(id), new(id, version)), cancellation);
        return outcome.IsRefused(out _, out var opened) ? null : opened;
    }

    /// <summary>After the last one has left. Does nothing where somebody who joined later has set the flag again.</summary>
    /// <param name="version">See <see cref="WaitlistClosed"/>.</param>
    public async Task CloseAsync(ServiceId id, long version, CancellationToken cancellation)
    {
        foreach (var resource in await ResourcesOfAsync(id, cancellation))
        {
            await CloseAsync<Calendar>(Calendar.StreamOf(resource), id, version, cancellation);
        }

        if ((await loader.LoadAsync<CataloguedService>(CataloguedService.StreamOf(id), cancellation)).Aggregate.State.WaitedSince <= version)
        {
            await executor.ExecuteAsync<CataloguedService>(
                CataloguedService.StreamOf(id), NewContext(), service => Close(service.WaitedSince, new(id, version)), cancellation);
        }
    }

    /// <summary>In one stream, where nobody waits for the service any more.</summary>
    /// <param name="version">See <see cref="WaitlistClosed"/>.</param>
    internal async Task CloseAsync<TState>(StreamName stream, ServiceId id, long version, CancellationToken cancellation)
        where TState : IAggregate<TState>, IWaitedFor
    {
        if ((await loader.LoadAsync<TState>(stream, cancellation)).Aggregate.State.Waiting.ContainsKey(id))
        {
            await executor.ExecuteAsync<TState>(
                stream, NewContext(), state => Close(state.Waiting.TryGetValue(id, out var since) ? since : null, new(id, version)), cancellation);
        }
    }

    private static Decision Open(long since, WaitlistOpened opened) => since >= opened.Version ? Decision.Nothing : Decision.Of(opened);

    private static Decision Close(long? since, WaitlistClosed closed) => since <= closed.Version ? Decision.Of(closed) : Decision.Nothing;

    private CommandContext NewContext() => new(new CommitId(ids.Next()), time.Now(), Actor: null, "waitlist");
}
