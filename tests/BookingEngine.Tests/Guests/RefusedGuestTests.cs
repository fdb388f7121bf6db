using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Guests;

/// <summary>A refused booking leaves no key of the person for whom it was.</summary>
public sealed class RefusedGuestTests : IAsyncLifetime, IDisposable
{
    private readonly List<string> _saved = [];
    private readonly RunningApi _api;

    public RefusedGuestTests() => _api = new RunningApi { Replacing = Watch };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("grace@example.com")]
    public async Task A_refused_booking_of_a_guest_saves_no_key(string? email)
    {
        var (admin, slot) = (await _api.AdminAsync(), People.NewSlot());
        Assert.Equal(201, (await BookAsync(admin, new JsonObject { ["slot"] = slot, ["guest"] = Guest(null) })).Status);
        var hold = (await _api.PostAsync(admin, "/holds", new JsonObject { ["slot"] = People.NewSlot() })).Member("id");
        _saved.Clear();

        Assert.Equal(409, (await BookAsync(admin, new JsonObject { ["slot"] = slot, ["guest"] = Guest(email) })).Status);
        Assert.Equal(422, (await BookAsync(admin, new JsonObject { ["slot"] = "2020-01-01T00:00:00Z", ["guest"] = Guest(email) })).Status);
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(409, (await BookAsync(admin, new JsonObject { ["hold_id"] = hold, ["guest"] = Guest(email) })).Status);

        Assert.Empty(_saved);
        Assert.Equal(201, (await BookAsync(admin, new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = Guest(email) })).Status);
        Assert.Single(_saved, owner => owner.StartsWith("booking ", StringComparison.Ordinal));
        Assert.Single(_saved, owner => !owner.StartsWith("booking ", StringComparison.Ordinal));
    }

    private static JsonObject Guest(string? email) => new() { ["name"] = "Grace", ["email"] = email };

    private Task<Answer> BookAsync(Person by, JsonObject body) => _api.PostAsync(by, "/bookings", body);

    private void Watch(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IPersonKeys));
        services.AddSingleton<IPersonKeys>(provider => new Watched(
            (IPersonKeys)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)), _saved));
    }

    private sealed class Watched(IPersonKeys inner, List<string> saved) : IPersonKeys
    {
        public Task<byte[]> SaveAsync(string person, byte[] key)
        {
            saved.Add(person);
            return inner.SaveAsync(person, key);
        }

        public Task<byte[]?> FindAsync(string person, CancellationToken cancellation) => inner.FindAsync(person, cancellation);

        public Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
            inner.FindManyAsync(persons, cancellation);

        public Task EraseAsync(string person) => inner.EraseAsync(person);
    }
}
