using System.Reflection;
using System.Text.Json.Nodes;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>After a crash the read model of entries may be behind their stream, which decides.</summary>
public sealed class WaitlistLagTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new() { Replacing = LaggingModels.Wrap };
    private SalonFixture _salon = null!;
    private RecordedWaitlist _waitlist = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _salon = await SalonFixture.OpenAsync(_api);
        await _salon.ServiceAsync(
            "cut", ("questions", new JsonArray(new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "text", ["required"] = true })));
        _waitlist = new RecordedWaitlist(_api);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Required_answers_are_asked_although_the_read_model_has_no_offer_yet()
    {
        var user = Guid.Parse((await _salon.GetAsync(SalonFixture.Ada, "/users/me")).Member("id"));
        var entry = await _waitlist.JoinAsync(user);
        var models = (LaggingModels)_api.Services.GetRequiredService<IReadModelStore>();
        var before = await _api.Services.GetRequiredService<IReadModelStore>().FindAsync(WaitlistProjection.ModelName, $"{entry}", CancellationToken.None);
        var offer = await _waitlist.OfferAsync(entry);
        models.Behind = before;

        var (byApi, byLink) = (
            await _salon.PostAsync(SalonFixture.Ada, $"/waitlist/{entry}/take"),
            await _api.SendAsync(Call.PostForm("/waitlist", ("token", _waitlist.TokenOf(entry, offer.Id)), ("action", "take")) with { Key = null }));
        var answered = await _salon.PostAsync(SalonFixture.Ada, $"/waitlist/{entry}/take", ("answers", new JsonObject { ["length"] = "Short" }));

        Assert.Equal((422, 422, 200), (byApi.Status, byLink.Status, answered.Status));
        Assert.Equal("Short", (string?)(await _salon.GetAsync(SalonFixture.Ada, $"/bookings/{answered.Member("id")}")).Json["answers"]!["length"]);
    }
}

/// <summary>A store of read models in which one document stays as it was. Not sealed, because the runtime derives the wrapper from it.</summary>
public class LaggingModels : DispatchProxy
{
    private IReadModelStore _inner = null!;

    /// <summary>Found instead of the present document with its id; null for none.</summary>
    public ReadModelDocument? Behind { get; set; }

    public static void Wrap(IServiceCollection services)
    {
        var inner = services.Last(s => s.ServiceType == typeof(IReadModelStore));
        services.AddSingleton(s =>
        {
            var port = Create<IReadModelStore, LaggingModels>();
            ((LaggingModels)(object)port)._inner = (IReadModelStore)(inner.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, inner.ImplementationType!));
            return port;
        });
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IReadModelStore.FindAsync) && Behind is { } behind && (string?)args![1] == behind.Id
            ? Task.FromResult<ReadModelDocument?>(behind)
            : targetMethod.Invoke(_inner, args);
}
