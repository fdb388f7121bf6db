using BookingEngine.Functions.Http.Admission;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Pages;
using BookingEngine.Tests.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Tests.Telemetry;

/// <summary>One line for each event that an operator wants to watch, without anything personal in it.</summary>
public sealed class SecurityLogTests : IAsyncLifetime, IDisposable
{
    private readonly Lines _lines = new();
    private readonly RunningApi _api;

    public SecurityLogTests() => _api = new RunningApi { Replacing = services => services.AddSingleton<ILogger<SecurityEvents>>(_lines) };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Each_event_has_one_line_with_ids_and_sealed_addresses()
    {
        var person = await _api.NewPersonAsync();
        var tokens = await _api.SignInAsync(person.Email);
        Assert.Empty(_lines.All);

        await _api.SignInAsync(person.Email, "wrong horse");
        await _api.SignInAsync("demo");
        await _api.SendAsync(Call.Get("/bookings") with { Key = "wrong" });
        await _api.GetAsync(person, "/users");
        await _api.SendAsync(SessionCalls.Refresh(tokens.Member("refresh_token")));
        _api.Clock.Advance(TimeSpan.FromSeconds(11));
        await _api.SendAsync(SessionCalls.Refresh(tokens.Member("refresh_token")));

        Assert.Equal([208, 208, 206, 207, 210], _lines.All.Select(line => line.Id));
        Assert.Contains($"{person.Id}", _lines.All[3].Text, StringComparison.Ordinal);
        Assert.Contains("missing_role", _lines.All[3].Text, StringComparison.Ordinal);
        Assert.All(_lines.All, line =>
        {
            Assert.Matches("from [0-9a-f]{16} ", line.Text);
            Assert.DoesNotContain(person.Email, line.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("127.0.0.1", line.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("demo", line.Text, StringComparison.Ordinal);
        });
        Assert.Single(_lines.All.Select(line => line.Text.Split("from ")[1].Split(' ')[0]).Distinct());
        Assert.NotEqual(_lines.All[0].Text.Split(' ')[5], _lines.All[1].Text.Split(' ')[5]);
    }

    [Fact]
    public async Task A_page_logs_what_a_route_would()
    {
        var (customer, staff) = (await _api.NewPersonAsync(), await _api.NewPersonAsync("staff"));
        await new Browser(_api.SendAsync).SubmitPasswordAsync(customer.Email, "wrong horse");
        await (await Browser.SignedInAsync(_api, customer)).GetAsync("/staff");
        await (await Browser.SignedInAsync(_api, staff)).GetAsync("/staff?resource=default");

        Assert.Equal([208, 207, 207], _lines.All.Select(line => line.Id));
        Assert.Contains($"{customer.Id} was refused by missing_role", _lines.All[1].Text, StringComparison.Ordinal);
        Assert.Contains($"{staff.Id} was refused by resource_forbidden", _lines.All[2].Text, StringComparison.Ordinal);
        Assert.All(_lines.All, line => Assert.DoesNotContain(customer.Email, line.Text, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Lines : ILogger<SecurityEvents>
    {
        public List<(int Id, string Text)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add((eventId.Id, formatter(state, exception)));
            }
        }
    }
}
