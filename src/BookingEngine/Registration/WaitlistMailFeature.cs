using BookingEngine.Branding;
using BookingEngine.Notifications;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;
using BookingEngine.WaitlistMails;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

/// <summary>What people see of waitlists.</summary>
public static class WaitlistMailFeature
{
    public static IServiceCollection AddWaitlistMails(this IServiceCollection services)
    {
        services.AddSingleton<WaitlistAccess>().AddSingleton<ListWaitlistHandler>()
            .AddSingleton<WaitlistMailWriter>().AddSingleton<WaitlistLinks>()
            .AddMailHandler(WaitlistMailWriter.Handler, ServiceWaitlist.Category)
            .AddSingleton<IMailTemplate, OfferMail>()
            .AddSingleton<IMailTemplate, WithdrawnMail>();
        foreach (var kind in new[] { MailKinds.WaitlistClosed, MailKinds.WaitlistEnded })
        {
            services.AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<EntryClosedMail>(s, kind));
        }

        return services;
    }
}
