using BookingEngine.Erasure;
using BookingEngine.EventSourcing;
using BookingEngine.Export;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BookingEngine.Registration;

public static class ErasureFeature
{
    public static IEnumerable<EventType> EventTypes => GuestEventJson.Types;

    /// <summary>The host registers its <see cref="ErasurePolicy"/>, if that is another than the default.</summary>
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        services.TryAddSingleton(ErasurePolicy.Default);
        services.AddSingleton(s => new SignInRecording(s.GetRequiredService<ErasurePolicy>().RetentionMonths is not null));
        return services.AddHandlers();
    }

    private static IServiceCollection AddHandlers(this IServiceCollection services) => services
        .AddSingleton<ErasedBookings>()
        .AddSingleton<ErasedEntries>()
        .AddSingleton<RetainedEntries>()
        .AddSingleton<ErasedAddresses>()
        .AddSingleton<ErasureSteps>()
        .AddSingleton<UnprovedPersons>()
        .AddSingleton<PersonErasure>()
        .AddSingleton<EraseOwnAccountHandler>()
        .AddSingleton<EraseUserHandler>()
        .AddSingleton<RequestGuestLinkHandler>()
        .AddSingleton<EraseGuestHandler>()
        .AddSingleton<SecondLookHandler>()
        .AddSingleton<Retention>()
        .AddSingleton<RetainedPersons>()
        .AddSingleton<ExportedBookings>()
        .AddSingleton<ExportedEntries>()
        .AddSingleton<ExportedCalendars>()
        .AddSingleton<ExportedRequests>()
        .AddSingleton<ExportedUnproved>()
        .AddSingleton<ExportGuestHandler>()
        .AddSingleton<ExportPersonHandler>()
        .AddSingleton<GuestLinkRecipients>()
        .AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<GuestLinkMail>(s, GuestLinkKind.Erase))
        .AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<GuestLinkMail>(s, GuestLinkKind.Export))
        .AddSingleton<IEventHandler, FinishErasure>()
        .AddSingleton<IEventHandler, FinishErasureOfMember>();
}
