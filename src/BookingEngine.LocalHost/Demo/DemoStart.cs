using BookingEngine.EventSourcing;
using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <param name="IsNew">Whether this start completed it, so that nobody has been shown its passwords.</param>
public sealed record DemoExample(DemoFile File, bool IsNew);

/// <summary>Loads an example tenant into an empty data folder before it is served: by the ordinary commands, each at the time at which it is said to
/// have happened. A start after that finds it there; one that was cut off is taken up.</summary>
public static class DemoStart
{
    /// <param name="replace">What else is put in the place of ours.</param>
    /// <exception cref="SettingException">The store is shared, or holds other data.</exception>
    public static async Task<DemoExample> EnsureAsync(
        Settings settings, TimeProvider time, CancellationToken cancellation, Action<IServiceCollection>? replace = null)
    {
        if (settings.Mongo is not null)
        {
            throw new SettingException("--demo keeps its example, and the passwords it makes, in a data folder: leave MONGODB_URI out.");
        }

        var now = time.Now();
        await using var services = Engine(settings, now, replace);
        var isEmpty = (await services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1, cancellation)).Count == 0;
        var file = (DemoFile.Find(settings.DataFolder), isEmpty) switch
        {
            (_, true) => DemoFile.Make(settings.DataFolder, now, services.GetRequiredService<IIds>().Next()),
            ({ } begun, _) => begun,
            _ => throw new SettingException($"--demo needs a data folder of its own: {settings.DataFolder} holds other data. Set DATA_DIR to another folder."),
        };
        return file.IsLoaded ? new DemoExample(file, IsNew: false) : new DemoExample(await LoadAsync(services, file, now, cancellation), IsNew: true);
    }

    private static async Task<DemoFile> LoadAsync(IServiceProvider services, DemoFile file, Instant now, CancellationToken cancellation)
    {
        var opened = file.BegunAt - Duration.FromDays(DemoBookings.DaysOpen);
        var people = services.GetRequiredService<RegisterDemoPeople>();

        // Later by as much as a load that was cut off lies back: what it claimed and did not use is free by then.
        var ids = await people.RunAsync(opened + (now - file.BegunAt), file.Passwords, cancellation);
        var admin = ids[DemoPeople.Admin];
        await services.GetRequiredService<WriteDemoCatalogue>().RunAsync(opened, file.BegunAt.InUtc().Date, admin, cancellation);
        await people.LinkStaffAsync(opened, ids, cancellation);
        await services.GetRequiredService<BookDemoSlots>().RunAsync(file, ids, cancellation);
        return file.KeepAsLoaded();
    }

    private static ServiceProvider Engine(Settings settings, Instant now, Action<IServiceCollection>? replace)
    {
        var clock = new DemoClock(now);
        var services = new ServiceCollection().AddLogging().AddFunctions(settings)
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<DemoContexts>()
            .AddSingleton<RegisterDemoPeople>()
            .AddSingleton<WriteDemoCatalogue>()
            .AddSingleton<BookDemoSlots>();
        replace?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
