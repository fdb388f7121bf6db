using BookingEngine.BookingMails;
using BookingEngine.BookingMails.AddressChanges;
using BookingEngine.Branding;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Export;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class NotificationFeature
{
    public static IEnumerable<EventType> EventTypes => TemplateJson.Types;

    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<Backoff>()
        .AddSingleton<SendMailHandler>()
        .AddSingleton<DeliverySweep>()
        .AddSingleton<UnprovedMails>()
        .AddTemplates()
        .AddBookingMails();

    /// <summary>A handler of mails from now on.</summary>
    internal static IServiceCollection AddMailHandler(this IServiceCollection services, string name, string category) => services.AddSingleton<IEventHandler>(
        s => ActivatorUtilities.CreateInstance<MailEventHandler>(s, name, category, HandlerStart.Deployment));

    private static IServiceCollection AddTemplates(this IServiceCollection services) => services
        .AddSingleton(_ => OwnTemplateState.Kind)
        .AddSingleton<CatalogueReader<OwnTemplate>>()
        .AddSingleton<IAuthoredChanges, AuthoredChanges<OwnTemplate>>()
        .AddSingleton<IProjection, DefinitionProjection<OwnTemplate>>()
        .AddSingleton<TenantTemplates>()
        .AddSingleton<TemplateCheck>()
        .AddSingleton<ChangeTemplateHandler>()
        .AddSingleton<MailWriter>();

    private static IServiceCollection AddBookingMails(this IServiceCollection services)
    {
        services.AddSingleton<BookingContacts>().AddSingleton<EarlierMailsReader>().AddSingleton<ToldTogetherReader>().AddSingleton<BookingMailWriter>()
            .AddMailHandler(BookingMailWriter.Handler, Calendar.Category)
            .AddSingleton<IMailTemplate, ReminderMail>()
            .AddSingleton<SwitchRemindersHandler>()
            .AddSingleton<IMailTemplate, HoldEndingMail>();
        foreach (var kind in BookingMailKinds.ForCustomers)
        {
            services.AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<CustomerMail>(s, kind));
        }

        foreach (var kind in BookingMailKinds.ForStaff)
        {
            services.AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<StaffMail>(s, kind));
        }

        services.AddSingleton<AddressChangeReader>();
        foreach (var kind in new[] { MailKinds.EntryRemoved, MailKinds.EntryAdded })
        {
            services.AddSingleton<IMailTemplate>(s => ActivatorUtilities.CreateInstance<AddressEntryMail>(s, kind));
        }

        return services;
    }
}
