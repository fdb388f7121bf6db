using BookingEngine.EventSourcing;
using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <param name="IsNew">Whether this start completed the load. Only then does the console show the passwords.</param>
public sealed record DemoExample(DemoFile File, bool IsNew);

/// <summary>Loads an example tenant into an empty data folder before the process serves requests. It runs ordinary commands, each at its time
/// in the past. A later start does not load again, and it continues an interrupted load.</summary>
public static class DemoStart
{
    /// <param name="replace">Replaces services, for tests.</param>
    /// <exception cref="SettingException">The deployment uses MongoDB, or the data folder contains other data.</exception>
    public static async Task<DemoExample> EnsureAsync(
        Settings settings, TimeProvider time, CancellationToken cancellation, Action<IServiceCollection>? replace = null)
    {
        if (settings.Mongo is not null)
        {
            throw new SettingException("--demo saves its example and the generated passwords in a data folder. Unset MONGODB_URI.");
        }

        var now = time.Now();
        await using var services = CreateServices(settings, now, replace);
        var isEmpty = (await services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1, cancellation)).Count == 0;
        var file = (DemoFile.Find(settings.DataFolder), isEmpty) switch
        {
            (_, true) => DemoFile.Create(settings.DataFolder, now, services.GetRequiredService<IIds>().Next()),
            ({ } started, _) => started,
            _ => throw new SettingException($"--demo needs a data folder of its own, and {settings.DataFolder} contains other data. Set DATA_DIR to another folder."),
        };
        return file.IsLoaded ? new DemoExample(file, IsNew: false) : new DemoExample(await LoadAsync(services, file, now, cancellation), IsNew: true);
    }

    private static async Task<DemoFile> LoadAsync(IServiceProvider services, DemoFile file, Instant now, CancellationToken cancellation)
    {
        var opened = file.StartedAt - Duration.FromDays(DemoBookings.DaysOpen);
        var people = services.GetRequiredService<RegisterDemoPeople>();

        // After an interrupted load, registrations are later by the time since then. By then, its unused address claims have expired.
        var ids = await people.RunAsync(opened + (now - file.StartedAt), file.Passwords, cancellation);
        var admin = ids[DemoPeople.Admin];
        await services.GetRequiredService<WriteDemoCatalogue>().RunAsync(opened, file.StartedAt.InUtc().Date, admin, cancellation);
        await people.LinkStaffAsync(opened, ids, cancellation);
        await services.GetRequiredService<BookDemoSlots>().RunAsync(file, ids, cancellation);
        return file.SaveAsLoaded();
    }

    private static ServiceProvider CreateServices(Settings settings, Instant now, Action<IServiceCollection>? replace)
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
