namespace BookingEngine.EventSourcing;

/// <summary>Something that happened, named in the past tense. <see cref="EventCatalogue"/> has its stored name and shape.</summary>
public interface IDomainEvent;
