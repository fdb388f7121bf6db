using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.EmailChanges;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.Tests.Recovery;

/// <summary>The request does the same work whether or not the account exists, so its time shows nothing. The queue has no consumer here, so every
/// recorded call belongs to the request.</summary>
public sealed class EnumerationWorkTests : IAsyncLifetime, IDisposable
{
    private static readonly Argon2Cost Cost = new(MemoryKiB: 64, Passes: 1);
    private readonly PortCalls _calls = new();
    private readonly RunningApi _api;

    public EnumerationWorkTests() => _api = new RunningApi { Replacing = Watch };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Recovery_only_sends_a_message_for_known_and_unknown_addresses()
    {
        var person = await _api.NewPersonAsync();

        var known = await _calls.DuringAsync(() => _api.RecoverAsync(person.Email));
        var unknown = await _calls.DuringAsync(() => _api.RecoverAsync("nobody@example.com"));

        Assert.Equal(["IMessageQueue.SendAsync"], known);
        Assert.Equal(["IMessageQueue.SendAsync"], unknown);
    }

    /// <summary>A hash takes tens of milliseconds, the two local reads of a known account some microseconds.</summary>
    [Fact]
    public async Task Sign_in_computes_one_hash_for_known_and_unknown_addresses()
    {
        var person = await _api.NewPersonAsync();

        var known = await _calls.DuringAsync(() => _api.SignInAsync(person.Email, "wrong password"));
        var unknown = await _calls.DuringAsync(() => _api.SignInAsync("nobody@example.com", "wrong password"));

        Assert.Equal(["IAddressClaims.FindAsync", $"{Cost}"], unknown);
        Assert.Equal(["IAddressClaims.FindAsync", "IEventStore.ReadAsync", "IPersonKeys.FindAsync", $"{Cost}"], known);
    }

    [Theory]
    [InlineData("wrong p\u00e4ssword", 2)]
    [InlineData("wrong pa\u0308ssword", 2)]
    [InlineData("wrong p\u00e4sswo\u0308rd", 3)]
    public async Task Sign_in_computes_as_many_hashes_for_unknown_addresses(string password, int hashes)
    {
        var person = await _api.NewPersonAsync();

        var known = await _calls.DuringAsync(() => _api.SignInAsync(person.Email, password));
        var unknown = await _calls.DuringAsync(() => _api.SignInAsync("nobody@example.com", password));

        Assert.Equal(hashes, known.Count(call => call == $"{Cost}"));
        Assert.Equal(hashes, unknown.Count(call => call == $"{Cost}"));
    }

    [Fact]
    public async Task Sign_in_reads_as_many_claims_for_unknown_addresses_of_two_forms()
    {
        Assert.Equal(201, (await _api.RegisterAsync("work@B\u00dcCHER.example")).Status);

        var known = await _calls.DuringAsync(() => _api.SignInAsync("work@B\u00dcCHER.example", "wrong password"));
        var unknown = await _calls.DuringAsync(() => _api.SignInAsync("nobody@B\u00dcCHER.example", "wrong password"));

        Assert.Equal(3, known.Count(call => call == "IAddressClaims.FindAsync"));
        Assert.Equal([.. Enumerable.Repeat("IAddressClaims.FindAsync", 3), $"{Cost}"], unknown);
    }

    [Fact]
    public async Task A_change_of_address_does_the_same_for_free_and_taken_ones()
    {
        var (person, other) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        await _api.ChangeEmailAsync(person, "first@example.com");

        var taken = await _calls.DuringAsync(() => _api.ChangeEmailAsync(person, other.Email));
        var free = await _calls.DuringAsync(() => _api.ChangeEmailAsync(person, "nobody@example.com"));

        Assert.Equal(free, taken);
        Assert.Single(free, call => call == $"{Cost}");
        Assert.DoesNotContain(free, call => call.StartsWith("IAddressClaims", StringComparison.Ordinal));
    }

    private void Watch(IServiceCollection services)
    {
        _calls.Watch<IMessageQueue>(services);
        _calls.Watch<IEventStore>(services);
        _calls.Watch<IReadModelStore>(services);
        _calls.Watch<IAddressClaims>(services);
        _calls.Watch<IPersonKeys>(services);
        _calls.Watch<ISessions>(services);
        services.AddSingleton<IPasswordHasher>(
            s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), Cost) { Hashing = cost => _calls.Add($"{cost}") });
        foreach (var listener in new[] { typeof(QueueListener), typeof(TimerListener) })
        {
            services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == listener));
        }
    }
}
