using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Aggregates;
using BookingEngine.BookingMails;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Transfers;
using BookingEngine.Users;
using BookingEngine.Webhooks.Feed;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;

namespace BookingEngine.Tests.Told;

/// <summary>Finds what people and programs must never be told of bookings: by webhook bodies, mails and calendar feeds. It looks at each as soon as it can be
/// seen: the pipeline handles whatever is recorded before the next effect.</summary>
public sealed class ToldChecks
{
    private readonly DecidedBookings _decided;
    private readonly ToldFeeds _feeds;
    private readonly IServiceProvider _observer;
    private readonly FixtureInstances _instances;
    private readonly Dictionary<StreamName, long> _handled;
    private readonly HashSet<string> _payloads = [], _entries = [];
    private FeedCursor _cursor = FeedCursor.Beginning;
    private int _mails, _withoutEntry, _writes = -1;

    /// <summary>Those who are told.</summary>
    internal ToldPeople People { get; }

    private ToldChecks(IServiceProvider observer, FixtureInstances instances, ImmutableArray<ResourceId> resources)
    {
        (_observer, _instances, _handled) = (observer, instances, resources.ToDictionary(Calendar.StreamOf, _ => 0L));
        (_decided, _feeds, People) = (new DecidedBookings(observer, resources), new ToldFeeds(observer), new ToldPeople(observer, instances.Clock));
    }

    /// <param name="customer">Whose bookings are made. The customer gets an account with a mail address.</param>
    /// <param name="ofStaff">Some of the resources of each booking. A member of staff looks after them.</param>
    public static async Task<ToldChecks> BeginAsync(
        IServiceProvider observer, FixtureInstances instances, ImmutableArray<ResourceId> resources, UserId customer, params ImmutableArray<ResourceId> ofStaff)
    {
        var checks = new ToldChecks(observer, instances, resources);
        await checks.People.JoinAsync(customer);
        await checks.People.JoinStaffAsync(ToldPeople.StaffAddress, ofStaff);
        await checks._feeds.MakeAsync(checks.People, customer, instances.Engine is FixtureInstances.InMemory or FixtureInstances.Embedded ? resources : [resources[0], resources[^1]]);
        return checks;
    }

    /// <summary>What was told of a booking that is not decided so, or was told twice. Looks again only after something was written.</summary>
    /// <param name="versions">The versions of all calendars, if they were just read.</param>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(IReadOnlyDictionary<StreamName, long>? versions = null)
    {
        if (_writes == _instances.Writes)
        {
            return [];
        }

        versions ??= await VersionsAsync();
        await HandleAsync(versions);
        await _decided.ReadAsync(versions);
        List<string> faults = [.. await InPayloadsAsync(), .. InMails(), .. await _feeds.FindFaultsAsync(_decided, _instances.Clock.Now())];
        _writes = _instances.Writes;
        return faults;
    }

    /// <summary>Lets mails that waited for a read model be sent.</summary>
    public async Task<IReadOnlyList<string>> AwaitMailsAsync()
    {
        _instances.Clock.Advance(TimeSpan.FromMinutes(30));
        await _observer.GetRequiredService<DeliverySweep>().RunAsync(CancellationToken.None);
        await HandleAsync(await VersionsAsync());
        return InMails();
    }

    /// <summary>What was decided and not told, once everything was handled.</summary>
    public IEnumerable<string> FindUntold()
    {
        string[] people = [ToldPeople.CustomerAddress, ToldPeople.StaffAddress];
        return
        [
            .. _decided.Payloads.Except(_payloads).Select(payload => $"there is no payload: {payload}"),
            .. people.SelectMany(to => _decided.Entries.Select(entry => $"{to}: {entry}")).Except(_entries).Select(entry => $"there is no mail: {entry}"),
        ];
    }

    private async Task<IReadOnlyDictionary<StreamName, long>> VersionsAsync()
    {
        Dictionary<StreamName, long> versions = [];
        foreach (var stream in _handled.Keys)
        {
            versions[stream] = (await _observer.GetRequiredService<AggregateLoader>().RefreshAsync<Calendar>(stream, CancellationToken.None)).Version;
        }

        return versions;
    }

    private async Task HandleAsync(IReadOnlyDictionary<StreamName, long> versions)
    {
        foreach (var (stream, handled) in _handled)
        {
            var version = versions[stream];
            try
            {
                if (version > handled)
                {
                    await _observer.GetRequiredService<EventDispatcher>().HandleAsync(new StreamAdvanced(stream, version), CancellationToken.None);
                    _handled[stream] = version;
                }
            }
            catch (Exception e) when (e is BookingNotReadException or PayloadNotReadyException)
            {
                // The message comes again, after the read model has the event.
            }
        }

        foreach (var delivery in _instances.Queue.Take(QueueNames.Mails))
        {
            await _observer.GetRequiredService<SendMailHandler>().HandleAsync(delivery, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<string>> InPayloadsAsync()
    {
        List<string> faults = [];
        var page = await _observer.GetRequiredService<EventFeed>().ReadAsync(_cursor, 100, personal: true, CancellationToken.None);
        _cursor = page.Next;
        foreach (var payload in page.Events.Select(json => Read(json)).OfType<string>())
        {
            faults.AddRange(_decided.Payloads.Contains(payload) ? [] : [$"the payload is not what was decided: {payload}"]);
            faults.AddRange(_payloads.Add(payload) ? [] : [$"the payload comes twice: {payload}"]);
        }

        return faults;
    }

    private List<string> InMails()
    {
        List<string> faults = [];
        foreach (var mail in _instances.Mails.Mails.Skip(_mails).ToList())
        {
            _mails++;
            if (mail.Entry is null)
            {
                faults.AddRange(++_withoutEntry > _decided.WithoutEntry ? [$"a mail to {mail.ToAddress} tells of an offer or a request that is not decided, or was told before"] : []);
                continue;
            }

            var entries = IcsEntry.Of(mail.Entry.Content).Select(e => DecidedBookings.EntryOf(e.Uid, e.Sequence, e.Start)).ToList();
            faults.AddRange(_decided.IsTold(entries) ? [] : [$"a mail to {mail.ToAddress} is not what was decided: {string.Join(", ", entries)}"]);
            faults.AddRange(entries.Where(entry => !_entries.Add($"{mail.ToAddress}: {entry}")).Select(entry => $"{mail.ToAddress} is told twice: {entry}"));
        }

        return faults;
    }

    // Null for what is not about a booking or a new hold.
    private static string? Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var (type, data) = (document.RootElement.GetProperty("type").GetString()!, document.RootElement.GetProperty("data"));
        if (!type.StartsWith("booking.", StringComparison.Ordinal) && type != "hold.placed")
        {
            return null;
        }

        var slot = OffsetDateTimePattern.Rfc3339.Parse(data.GetProperty("slot").GetString()!).Value.ToInstant();
        string[] resources = data.TryGetProperty("resources", out var several)
            ? [.. several.EnumerateArray().Select(r => r.GetProperty("resource_id").GetString()!)]
            : [data.GetProperty("resource_id").GetString()!];
        return DecidedBookings.PayloadOf(
            type, document.RootElement.GetProperty("sequence").GetInt32(), data.GetProperty("id").GetGuid(), slot, data.GetProperty("status").GetString()!, resources);
    }
}
