using BookingEngine.Benchmarks.Cost.Counting;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Infrastructure;
using BookingEngine.Tests.MongoStandIn;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <summary>Runs days of one tenant: the published function app under the test host, with Azurite's queues, on a stand-in for Cosmos DB. The app's clock
/// jumps from one event of the day to the next.</summary>
public sealed class TenantDay : IAsyncDisposable
{
    private const int KnownCustomers = 20, OpeningHour = 8, OpeningHours = 12;
    private static readonly string[] Limits =
        ["REGISTER", "LOGIN", "RECOVER", "RESET", "PROFILE", "PROFILE_UPDATE", "PASSWORD_CHANGE", "BOOK", "LIST", "READ", "WRITE"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), Pause = TimeSpan.FromMilliseconds(10);
    private readonly Tally _tally = new();
    private readonly StandInServer _mongo = new(Behaviour.CosmosRu);
    private readonly Deployment _deployment;
    private readonly VirtualClock _clock;
    private readonly QueueLog _queues;
    private FunctionHost? _host;
    private Customers _customers = null!;
    private int _leftInQueues;

    private TenantDay(CostOptions options)
    {
        _mongo.Answered = (command, answer) =>
        {
            if (StoreOperation.Of(command, answer) is { } operation)
            {
                _tally.Add(Tally.Store, operation.Name, operation.Units);
            }
        };
        _mongo.Start();
        _deployment = new(new Uri(_mongo.Uri));
        _clock = new(_deployment.FileFor("clock"));
        _queues = new(options.QueueLog, _tally);
        Day = new(_clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
    }

    /// <summary>The start of the day.</summary>
    public DateTimeOffset Day { get; }

    /// <summary>Starts a tenant with some customers, and lets its first timers run.</summary>
    public static async Task<TenantDay> StartAsync(CostOptions options)
    {
        var day = new TenantDay(options);
        try
        {
            await day.BeginAsync(options);
            return day;
        }
        catch
        {
            await day.DisposeAsync();
            throw;
        }
    }

    /// <summary>A day without any request, and its first hour.</summary>
    public async Task<(Counts Hour, Counts Day)> IdleAsync()
    {
        var timers = TimersOf(await _host!.TimersAsync(Day), hours: 24).ToArray();
        _queues.Read();
        var before = _tally.Take();
        await RunAsync(timers.Where(t => t.At < Day.AddHours(1)));
        var afterHour = _tally.Take();
        await RunAsync(timers.Where(t => t.At >= Day.AddHours(1)));
        return (afterHour.Since(before), _tally.Take().Since(before));
    }

    /// <summary>Bookings of customers who are signed in, without anything else but the timers.</summary>
    public Task<Counts> BookingsAloneAsync(int bookings) => CountDayAsync(bookings, async n => await _customers.BookAsync(n));

    /// <summary>Bookings with the requests around them.</summary>
    public Task<Counts> VisitsAsync(int bookings) => CountDayAsync(bookings, _customers.VisitAsync);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _mongo.DisposeAsync();
        _queues.Dispose();
        _clock.Dispose();
        _deployment.Dispose();
    }

    private async Task BeginAsync(CostOptions options)
    {
        await using (var services = _deployment.Open())
        {
            await services.PrepareStoreAsync(CancellationToken.None);
            await CatalogueSeed.SpreadAsync(services);
        }

        _host = await FunctionHost.StartAsync(options, Settings(), _deployment.FileFor("clock"), _tally);
        _customers = new(_host.Client, _deployment.ApiKey, _tally, Day.AddDays(1));
        await _customers.SignInAdminAsync();
        for (var n = 0; n < KnownCustomers; n++)
        {
            await _customers.RegisterAsync();
        }

        await SettleAsync();
        await RunAsync(TimersOf(await _host!.TimersAsync(Day.AddHours(-1)), hours: 0.5));
        _clock.MoveTo(Day);
    }

    private async Task<Counts> CountDayAsync(int bookings, Func<int, Task> book)
    {
        var visits = Enumerable.Range(0, bookings).Select(n => (
            Day.AddHours(OpeningHour).Add(TimeSpan.FromHours(OpeningHours) * n / bookings), (Func<Task>)(() => ReportAsync(n, bookings, book))));
        return await CountAsync(TimersOf(await _host!.TimersAsync(Day), hours: 24).Concat(visits));
    }

    private static Task ReportAsync(int n, int bookings, Func<int, Task> book)
    {
        if (n % Math.Max(bookings / 10, 1) == 0)
        {
            Console.WriteLine($"  {n:N0} of {bookings:N0} bookings");
        }

        return book(n);
    }

    private IEnumerable<(DateTimeOffset At, Func<Task> Run)> TimersOf(IEnumerable<(string Name, DateTimeOffset At)> timers, double hours)
    {
        var all = timers.ToArray();
        return all.Where(t => t.At < all[0].At.AddHours(hours)).Select(t => (t.At, (Func<Task>)(() => _host!.RunTimerAsync(t.Name))));
    }

    private async Task<Counts> CountAsync(IEnumerable<(DateTimeOffset At, Func<Task> Run)> events)
    {
        _queues.Read();
        var before = _tally.Take();
        await RunAsync(events);
        return _tally.Take().Since(before);
    }

    private async Task RunAsync(IEnumerable<(DateTimeOffset At, Func<Task> Run)> events)
    {
        foreach (var (at, run) in events.OrderBy(e => e.At).ToArray())
        {
            _clock.MoveTo(at);
            await run();
            await SettleAsync();
        }
    }

    // Until all messages are handled, except those that are to appear later.
    private async Task SettleAsync()
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            await Task.Delay(Pause);
            _queues.Read();
            if (_queues.Open <= _leftInQueues)
            {
                return;
            }
        }

        _leftInQueues = _queues.Open;
    }

    // Limits count each request, and refuse none of the one address that all customers have here.
    private Dictionary<string, string> Settings() => new(
        _deployment.Variables.Concat(Limits.Select(limit => KeyValuePair.Create($"RATE_LIMIT_{limit}", "1000000/minute"))))
    {
        ["RATE_LIMITS"] = "on",
        ["JWT_EXPIRE_MINUTES"] = "10080",
        ["ADMIN_EMAIL"] = Customers.AdminEmail,
        ["ADMIN_PASSWORD"] = Customers.AdminPassword,
    };
}
