using BookingEngine.BookingLimits;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Waitlist.Reading;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BookingEngine.Registration;

public static class WaitlistFeature
{
    public static IEnumerable<EventType> EventTypes => WaitlistJson.Types;

    /// <summary>The host registers its <see cref="WaitlistSettings"/>, if they are others than the default.</summary>
    public static IServiceCollection AddWaitlist(this IServiceCollection services)
    {
        services.TryAddSingleton(WaitlistSettings.Default);
        return services
            .AddSingleton<IProjection, WaitlistProjection>()
            .AddSingleton<WaitlistEntries>()
            .AddSingleton<WaitlistSignal>()
            .AddSingleton<IAppendFollower>(s => s.GetRequiredService<WaitlistSignal>())
            .AddSingleton<IReleasedLimits, LimitFollower>()
            .AddSingleton<FollowedServices>()
            .AddSingleton<IEventHandler, NewResources>()
            .AddSingleton<IEventHandler, ChangedSegments>()
            .AddSingleton<IEventHandler, ReactivatedCustomers>()
            .AddSingleton<WaitlistFlags>()
            .AddSingleton<WishSearch>()
            .AddSingleton<OfferHolds>()
            .AddSingleton<OfferSettlement>()
            .AddSingleton<OfferPlacement>()
            .AddSingleton<BlockedCustomers>()
            .AddSingleton<WaitlistMatcher>()
            .AddSingleton<WaitlistLooks>()
            .AddSingleton<WaitlistMessages>()
            .AddSingleton<WaitlistSweep>()
            .AddSingleton<WaitlistPlaces>()
            .AddSingleton<JoinWaitlistHandler>()
            .AddSingleton<LeaveWaitlistHandler>()
            .AddSingleton<EntryTexts>()
            .AddSingleton<RequestEntryLinkHandler>()
            .AddSingleton<AssignGuestEntries>()
            .AddSingleton<IEventHandler, AssignEntriesOnVerification>()
            .AddSingleton<IEventHandler, AssignNewGuestEntries>()
            .AddSingleton<TakeOfferHandler>()
            .AddSingleton<RefuseOfferHandler>();
    }
}
