namespace BookingEngine.EventSourcing;

/// <summary>Something that happened, named in the past tense. <see cref="EventCatalogue"/> has its stored name and shape.</summary>
public interface IDomainEvent;

/// <summary>An event of which one command may record many. Those of one type that follow each other in a commit are stored as one list.</summary>
public interface IListedEvent : IDomainEvent;
